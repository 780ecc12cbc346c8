package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.OrderScope;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /// The value of a scope as it is kept and looked for.
  static @Nullable String scopeValue(OrderScope scope) {
    String value = scope.value();
    return scope.kind() == OrderScope.Kind.ROLE && value != null ? of(value) : value;
  }
}
