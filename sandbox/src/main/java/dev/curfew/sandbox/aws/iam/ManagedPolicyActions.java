package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.ManagedPolicy;
import dev.curfew.sandbox.aws.directory.PolicyArn;
import dev.curfew.sandbox.aws.directory.Propagation;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Tags;
import dev.curfew.sandbox.aws.wire.Xml;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// `CreatePolicy`, `GetPolicy`, `DeletePolicy`, `ListPolicies`, `ListEntitiesForPolicy`.
final class ManagedPolicyActions {
  private static final Set<String> CREATE_PARAMETERS =
      Set.of("PolicyName", "PolicyDocument", "Path", "Description", "Tags");

  private static final Set<String> LIST_PARAMETERS =
      Set.of("Scope", "OnlyAttached", "PathPrefix", "Marker", "MaxItems");

  private final Directory directory;
  private final Authorizer authorizer;
  private final ManagedPolicyLookup lookup;
  private final Propagation propagation;

  ManagedPolicyActions(
      Directory directory,
      Authorizer authorizer,
      ManagedPolicyLookup lookup,
      Propagation propagation) {
    this.directory = directory;
    this.authorizer = authorizer;
    this.lookup = lookup;
    this.propagation = propagation;
  }

  Consumer<Xml> create(Authenticated by, QueryForm form) {
    form.requireOnly(CREATE_PARAMETERS);
    String name = Names.policy(form.required("PolicyName"));
    PolicyArn arn =
        new PolicyArn(
            by.partition(),
            by.caller().accountId(),
            Names.path(form.optional("Path").orElse("/")),
            name);
    authorizer.require(by, "iam:CreatePolicy", arn.toString(), "policy " + arn);
    ManagedPolicy policy =
        new ManagedPolicy(
            arn,
            form.optional("Description").orElse(""),
            Tags.checked(form.tags("Tags")),
            Documents.managed(arn.toString(), form.required("PolicyDocument")),
            propagation.moment().now());
    if (!directory.addPolicy(policy)) {
      throw new Refusal(
          409,
          "EntityAlreadyExists",
          "A policy called %s already exists. Duplicate names are not allowed.".formatted(name));
    }
    return xml -> xml.element("Policy", p -> write(p, policy));
  }

  Consumer<Xml> get(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn"));
    ManagedPolicy policy = lookup.find(by, form);
    return xml ->
        xml.element(
            "Policy",
            p -> {
              write(p, policy);
              if (!policy.description().isEmpty()) {
                p.text("Description", policy.description());
              }
            });
  }

  Consumer<Xml> delete(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn"));
    return switch (directory.removePolicy(lookup.find(by, form))) {
      case DONE -> Answer.NOTHING;
      case STILL_ATTACHED ->
          throw new Refusal(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
      case OTHER_VERSIONS ->
          throw new Refusal(
              409,
              "DeleteConflict",
              "This policy has more than one version. Before you delete a policy, you must delete"
                  + " the policy's versions. The default version is deleted with the policy.");
    };
  }

  Consumer<Xml> list(Authenticated by, QueryForm form) {
    form.requireOnly(LIST_PARAMETERS);
    if (!form.optional("Scope").orElse("All").equals("Local")) {
      throw new NotEmulatedException("ListPolicies of AWS's own policies: Scope must be Local");
    }
    boolean onlyAttached = form.optional("OnlyAttached").filter("true"::equals).isPresent();
    String prefix = form.optional("PathPrefix").orElse("/");
    authorizer.require(by, "iam:ListPolicies", "*", "policy path " + prefix);
    List<ManagedPolicy> policies =
        directory.policies(by.partition(), by.caller().accountId()).stream()
            .filter(policy -> policy.arn().path().startsWith(prefix))
            .filter(policy -> !onlyAttached || !policy.roles().isEmpty())
            .toList();
    Page<ManagedPolicy> page = Page.of(form, policies, policy -> policy.arn().name());
    return xml ->
        page.write(
            xml, "Policies", (list, policy) -> list.element("member", p -> write(p, policy)));
  }

  /// Roles only: users of the stand-in have no managed policies.
  Consumer<Xml> listEntities(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn", "Marker", "MaxItems"));
    ManagedPolicy policy = lookup.find(by, form);
    Page<Role> page = Page.of(form, policy.roles(), role -> role.arn().name());
    return xml -> {
      xml.element("PolicyGroups", _ -> {}).element("PolicyUsers", _ -> {});
      page.write(
          xml,
          "PolicyRoles",
          (list, role) ->
              list.element(
                  "member", r -> r.text("RoleName", role.arn().name()).text("RoleId", role.id())));
    };
  }

  private static void write(Xml xml, ManagedPolicy policy) {
    xml.text("PolicyName", policy.arn().name())
        .text("PolicyId", policy.id())
        .text("Arn", policy.arn().toString())
        .text("Path", policy.arn().path())
        .text("DefaultVersionId", policy.defaultVersion().id())
        .text("AttachmentCount", Integer.toString(policy.roles().size()))
        .text("PermissionsBoundaryUsageCount", "0")
        .text("IsAttachable", "true")
        .time("CreateDate", policy.createdAt())
        .time("UpdateDate", policy.updatedAt());
    xml.tags(policy.tags());
  }
}
