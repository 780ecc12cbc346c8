package dev.curfew.sandbox.aws.directory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `arn:<partition>:iam::<account>:role/<path>/<name>`.
///
/// @param path begins and ends with a slash
public record RoleArn(Partition partition, String accountId, String path, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:(?<partition>[a-z-]+):iam::(?<account>\\d{12}):role"
              + "(?<path>/(?:[\\x21-\\x7E]+/)?)(?<name>[\\w+=,.@-]{1,64})");

  public static Optional<RoleArn> parse(String arn) {
    Matcher parts = FORM.matcher(arn);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Partition.ofId(parts.group("partition"))
        .map(partition ->
            new RoleArn(
                partition, parts.group("account"), parts.group("path"), parts.group("name")));
  }

  @Override
  public String toString() {
    return "arn:%s:iam::%s:role%s%s".formatted(partition, accountId, path, name);
  }
}
