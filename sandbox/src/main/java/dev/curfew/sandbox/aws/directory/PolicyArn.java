package dev.curfew.sandbox.aws.directory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `arn:<partition>:iam::<account>:policy/<path>/<name>`.
///
/// @param path begins and ends with a slash
public record PolicyArn(Partition partition, String accountId, String path, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:(?<partition>[a-z-]+):iam::(?<account>\\d{12}):policy"
              + "(?<path>/(?:[\\x21-\\x7E]+/)?)(?<name>[\\w+=,.@-]{1,128})");

  public static Optional<PolicyArn> parse(String arn) {
    Matcher parts = FORM.matcher(arn);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Partition.ofId(parts.group("partition"))
        .map(partition ->
            new PolicyArn(
                partition, parts.group("account"), parts.group("path"), parts.group("name")));
  }

  @Override
  public String toString() {
    return "arn:%s:iam::%s:policy%s%s".formatted(partition, accountId, path, name);
  }
}
