package dev.curfew.revoker.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A role's ARN, as far as calls need its parts.
///
/// @param name without the path, which the API does not want
public record RoleArn(String text, Partition partition, String accountId, String name) {
  private static final Pattern FORM =
      Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):role/(?:[\\x21-\\x7E]+/)?([\\w+=,.@-]{1,64})");

  /// Empty where it is none, or of a partition that is not known.
  static Optional<RoleArn> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Partition.ofId(parts.group(1))
            .map(partition -> new RoleArn(text, partition, parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /// Reads an ARN.
  ///
  /// @throws IllegalArgumentException where it is none, or of a partition that is not known
  public static RoleArn of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no role ARN: " + text));
  }

  @Override
  public String toString() {
    return text;
  }
}
