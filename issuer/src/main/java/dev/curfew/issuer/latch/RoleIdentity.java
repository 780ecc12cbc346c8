package dev.curfew.issuer.latch;

import java.util.regex.Pattern;

/// What makes a role the same role: account and name, whatever its path (IAM, «IAM identifiers»).
public final class RoleIdentity {
  private static final Pattern PATH = Pattern.compile(":role/.*/");
  private static final int ACCOUNT = 4;

  private RoleIdentity() {}

  /// The ARN without its path.
  public static String of(String roleArn) {
    return PATH.matcher(roleArn).replaceFirst(":role/");
  }

  /// The account's twelve digits.
  public static String account(String roleArn) {
    return roleArn.split(":", -1)[ACCOUNT];
  }
}
