package dev.curfew.revoker.ledger.postgres;

import java.util.regex.Pattern;

/// What makes a role the same role. IAM knows a role by its account and its name, and no two of one
/// name whatever their paths (IAM, «IAM identifiers»); its calls take no path. Two rows for one
/// role would each write the policy as if the other's sessions did not exist.
final class RoleIdentity {
  private static final Pattern PATH = Pattern.compile(":role/.*/");

  private RoleIdentity() {}

  /// The ARN without its path.
  static String of(String roleArn) {
    return PATH.matcher(roleArn).replaceFirst(":role/");
  }
}
