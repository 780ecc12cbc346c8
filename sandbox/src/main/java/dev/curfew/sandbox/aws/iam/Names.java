package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.wire.Refusal;
import java.util.regex.Pattern;

/// What IAM's service model lets names look like.
final class Names {
  private static final String CHARACTERS = "[\\w+=,.@-]+";
  private static final Pattern NAME = Pattern.compile(CHARACTERS);
  private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7E]+/");

  private Names() {}

  static String role(String name) {
    return check("roleName", name, 64);
  }

  static String policy(String name) {
    return check("policyName", name, 128);
  }

  static String path(String path) {
    if (!PATH.matcher(path).matches() || path.length() > 512) {
      throw Refusal.validation(
          "The specified value for path is invalid. It must begin and end with / and contain only"
              + " alphanumeric characters and/or / characters.");
    }
    return path;
  }

  private static String check(String member, String name, int longest) {
    if (name.isEmpty() || name.length() > longest) {
      throw Refusal.constraint(
          member, name, "Member must have length between 1 and %d".formatted(longest));
    }
    if (!NAME.matcher(name).matches()) {
      throw Refusal.validation(
          "The specified value for %s is invalid. It must contain only alphanumeric characters"
                  .formatted(member)
              + " and/or the following: +=,.@_-");
    }
    return name;
  }
}
