package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/// The IAM service.
public final class Iam {
  /// Lists paged by `Marker`; there is one answer to it, as accounts have no aliases here.
  private static final Set<String> PAGING = Set.of("Marker", "MaxItems");

  private static final Set<String> WRITES =
      Set.of("CreateRole", "DeleteRole", "PutRolePolicy", "DeleteRolePolicy");

  private final Authorizer authorizer;
  private final RoleActions roles;
  private final RolePolicyActions policies;

  public Iam(Directory directory, Authorizer authorizer, Clock clock) {
    this.authorizer = authorizer;
    RoleLookup lookup = new RoleLookup(directory, authorizer);
    this.roles = new RoleActions(directory, authorizer, lookup, clock);
    this.policies = new RolePolicyActions(lookup, clock);
  }

  /// Whether the action changes something.
  public static boolean isWrite(String action) {
    return WRITES.contains(action);
  }

  /// Does what is asked, and returns what goes into the answer's result.
  ///
  /// @throws Refusal as IAM would refuse
  public Consumer<Xml> call(Authenticated by, QueryForm form) {
    return switch (form.action()) {
      case "CreateRole" -> roles.create(by, form);
      case "GetRole" -> roles.get(by, form);
      case "DeleteRole" -> roles.delete(by, form);
      case "PutRolePolicy" -> policies.put(by, form);
      case "GetRolePolicy" -> policies.get(by, form);
      case "DeleteRolePolicy" -> policies.delete(by, form);
      case "ListRolePolicies" -> policies.list(by, form);
      case "ListAccountAliases" -> listAccountAliases(by, form);
      default -> throw Refusal.invalidAction(form.action(), form.version());
    };
  }

  private Consumer<Xml> listAccountAliases(Authenticated by, QueryForm form) {
    form.requireOnly(PAGING);
    authorizer.require(by, "iam:ListAccountAliases", "*", "*");
    return xml -> xml.element("AccountAliases", _ -> {}).text("IsTruncated", "false");
  }
}
