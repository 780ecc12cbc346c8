package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.ManagedPolicy;
import dev.curfew.sandbox.aws.directory.PolicyArn;
import dev.curfew.sandbox.aws.directory.Propagation;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// `AttachRolePolicy`, `DetachRolePolicy`, `ListAttachedRolePolicies`.
final class AttachmentActions {
  /// AWS raises it to 20 on request.
  private static final int MOST_PER_ROLE = 10;

  private final Directory directory;
  private final RoleLookup roles;
  private final ManagedPolicyLookup policies;
  private final Propagation propagation;

  AttachmentActions(
      Directory directory,
      RoleLookup roles,
      ManagedPolicyLookup policies,
      Propagation propagation) {
    this.directory = directory;
    this.roles = roles;
    this.policies = policies;
    this.propagation = propagation;
  }

  Consumer<Xml> attach(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PolicyArn"));
    PolicyArn arn = policies.arn(by, form);
    Role role = roles.findToChange(by, form, conditionKeys(arn));
    ManagedPolicy policy = directory.policy(arn).orElseThrow(() -> notAttachable(arn));
    return switch (policy.attachTo(role, MOST_PER_ROLE, propagation.moment())) {
      case DONE -> Answer.NOTHING;
      case POLICY_GONE -> throw notAttachable(arn);
      case ROLE_FULL ->
          throw new Refusal(
              409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: " + MOST_PER_ROLE);
    };
  }

  Consumer<Xml> detach(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PolicyArn"));
    PolicyArn arn = policies.arn(by, form);
    Role role = roles.findToChange(by, form, conditionKeys(arn));
    boolean detached =
        directory
            .policy(arn)
            .filter(policy -> policy.detachFrom(role, propagation.moment()))
            .isPresent();
    if (!detached) {
      throw Refusal.noSuchEntity("Policy %s was not found.".formatted(arn));
    }
    return Answer.NOTHING;
  }

  Consumer<Xml> list(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PathPrefix", "Marker", "MaxItems"));
    String prefix = form.optional("PathPrefix").orElse("/");
    Role role = roles.find(by, form);
    List<PolicyArn> attached =
        role.policies().attached().values().stream()
            .map(ManagedPolicy::arn)
            .filter(arn -> arn.path().startsWith(prefix))
            .toList();
    Page<PolicyArn> page = Page.of(form, attached, PolicyArn::toString);
    return xml ->
        page.write(
            xml,
            "AttachedPolicies",
            (list, arn) ->
                list.element(
                    "member",
                    p -> p.text("PolicyName", arn.name()).text("PolicyArn", arn.toString())));
  }

  private static Map<String, String> conditionKeys(PolicyArn arn) {
    return Map.of("iam:PolicyARN", arn.toString());
  }

  private static Refusal notAttachable(PolicyArn arn) {
    return Refusal.noSuchEntity("Policy %s does not exist or is not attachable.".formatted(arn));
  }
}
