package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.Propagation;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.util.Set;
import java.util.function.Consumer;

/// The IAM service.
public final class Iam {
  private static final Set<String> WRITES =
      Set.of(
          "CreateRole",
          "DeleteRole",
          "PutRolePolicy",
          "DeleteRolePolicy",
          "CreatePolicy",
          "DeletePolicy",
          "CreatePolicyVersion",
          "DeletePolicyVersion",
          "SetDefaultPolicyVersion",
          "AttachRolePolicy",
          "DetachRolePolicy");

  private final Authorizer authorizer;
  private final RoleActions roles;
  private final RolePolicyActions inline;
  private final ManagedPolicyActions managed;
  private final PolicyVersionActions versions;
  private final AttachmentActions attachments;

  public Iam(Directory directory, Authorizer authorizer, Propagation propagation) {
    this.authorizer = authorizer;
    RoleLookup toRole = new RoleLookup(directory, authorizer);
    ManagedPolicyLookup toPolicy = new ManagedPolicyLookup(directory, authorizer);
    this.roles = new RoleActions(directory, authorizer, toRole, propagation.clock());
    this.inline = new RolePolicyActions(toRole, propagation);
    this.managed = new ManagedPolicyActions(directory, authorizer, toPolicy, propagation);
    this.versions = new PolicyVersionActions(toPolicy, propagation);
    this.attachments = new AttachmentActions(directory, toRole, toPolicy, propagation);
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
      case "PutRolePolicy" -> inline.put(by, form);
      case "GetRolePolicy" -> inline.get(by, form);
      case "DeleteRolePolicy" -> inline.delete(by, form);
      case "ListRolePolicies" -> inline.list(by, form);
      case "CreatePolicy" -> managed.create(by, form);
      case "GetPolicy" -> managed.get(by, form);
      case "DeletePolicy" -> managed.delete(by, form);
      case "ListPolicies" -> managed.list(by, form);
      case "ListEntitiesForPolicy" -> managed.listEntities(by, form);
      case "CreatePolicyVersion" -> versions.create(by, form);
      case "GetPolicyVersion" -> versions.get(by, form);
      case "DeletePolicyVersion" -> versions.delete(by, form);
      case "ListPolicyVersions" -> versions.list(by, form);
      case "SetDefaultPolicyVersion" -> versions.setDefault(by, form);
      case "AttachRolePolicy" -> attachments.attach(by, form);
      case "DetachRolePolicy" -> attachments.detach(by, form);
      case "ListAttachedRolePolicies" -> attachments.list(by, form);
      case "ListAccountAliases" -> listAccountAliases(by, form);
      default -> throw Refusal.invalidAction(form.action(), form.version());
    };
  }

  private Consumer<Xml> listAccountAliases(Authenticated by, QueryForm form) {
    form.requireOnly(Page.PARAMETERS);
    authorizer.require(by, "iam:ListAccountAliases", "*", "*");
    // Accounts have no aliases here.
    return xml -> xml.element("AccountAliases", _ -> {}).text("IsTruncated", "false");
  }
}
