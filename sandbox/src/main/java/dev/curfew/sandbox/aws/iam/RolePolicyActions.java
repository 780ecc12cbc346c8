package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// `PutRolePolicy`, `GetRolePolicy`, `DeleteRolePolicy`, `ListRolePolicies`.
final class RolePolicyActions {
  /// All inline policies of a role together:
  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>. Not adjustable.
  private static final int SIZE_LIMIT = 10_240;

  private static final int MOST_ITEMS = 1_000;
  private static final int DEFAULT_ITEMS = 100;

  private final RoleLookup lookup;
  private final Clock clock;

  RolePolicyActions(RoleLookup lookup, Clock clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /// Writes over a policy of the same name, whatever it says now.
  Consumer<Xml> put(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "PolicyName", "PolicyDocument"));
    String name = Names.policy(form.required("PolicyName"));
    Role role = lookup.find(by, form);
    NamedPolicy policy = Documents.inline(name, form.required("PolicyDocument"));
    if (!role.policies().put(policy, SIZE_LIMIT, clock.instant())) {
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
    NamedPolicy policy = role.policies().latest().get(name);
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
    Role role = lookup.find(by, form);
    if (!role.policies().remove(name, clock.instant())) {
      throw noSuchPolicy(name);
    }
    return Answer.NOTHING;
  }

  /// A page begins after the name in its `Marker`.
  Consumer<Xml> list(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName", "Marker", "MaxItems"));
    int items = form.integer("MaxItems", 1, MOST_ITEMS).orElse(DEFAULT_ITEMS);
    String marker = form.optional("Marker").orElse("");
    Role role = lookup.find(by, form);
    List<String> rest =
        role.policies().latest().keySet().stream()
            .filter(name -> name.compareTo(marker) > 0)
            .toList();
    List<String> page = rest.stream().limit(items).toList();
    return xml -> {
      xml.element("PolicyNames", names -> page.forEach(name -> names.text("member", name)));
      xml.text("IsTruncated", Boolean.toString(rest.size() > items));
      if (rest.size() > items) {
        xml.text("Marker", page.getLast());
      }
    };
  }

  private static Refusal noSuchPolicy(String name) {
    return Refusal.noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
  }
}
