package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.directory.Propagation;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// `PutRolePolicy`, `GetRolePolicy`, `DeleteRolePolicy`, `ListRolePolicies`.
final class RolePolicyActions {
  /// All inline policies of a role together:
  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>. Not adjustable.
  private static final int SIZE_LIMIT = 10_240;

  private final RoleLookup lookup;
  private final Propagation propagation;

  RolePolicyActions(RoleLookup lookup, Propagation propagation) {
    this.lookup = lookup;
    this.propagation = propagation;
  }

  /// Writes over a policy of the same name, whatever it says now.
  Consumer<Xml> put(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PolicyName", "PolicyDocument"));
    String name = Names.policy(form.required("PolicyName"));
    Role role = lookup.findToChange(by, form, Map.of());
    NamedPolicy policy = Documents.inline(name, form.required("PolicyDocument"));
    if (!role.policies().put(policy, SIZE_LIMIT, propagation.moment())) {
      throw new Refusal(
          409,
          "LimitExceeded",
          "Maximum policy size of %d bytes exceeded for role %s"
              .formatted(SIZE_LIMIT, role.arn().name()));
    }
    return Answer.NOTHING;
  }

  Consumer<Xml> get(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PolicyName"));
    String name = Names.policy(form.required("PolicyName"));
    Role role = lookup.find(by, form);
    NamedPolicy policy = role.policies().inline().get(name);
    if (policy == null) {
      throw noSuchPolicy(name);
    }
    return xml ->
        xml.text("RoleName", role.arn().name())
            .text("PolicyName", name)
            .text("PolicyDocument", Documents.encoded(policy.document()));
  }

  Consumer<Xml> delete(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PolicyName"));
    String name = Names.policy(form.required("PolicyName"));
    Role role = lookup.findToChange(by, form, Map.of());
    if (!role.policies().remove(name, propagation.moment())) {
      throw noSuchPolicy(name);
    }
    return Answer.NOTHING;
  }

  Consumer<Xml> list(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "Marker", "MaxItems"));
    Role role = lookup.find(by, form);
    List<String> names = List.copyOf(role.policies().inline().keySet());
    Page<String> page = Page.of(form, names, Function.identity());
    return xml -> page.write(xml, "PolicyNames", (list, name) -> list.text("member", name));
  }

  private static Refusal noSuchPolicy(String name) {
    return Refusal.noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
  }
}
