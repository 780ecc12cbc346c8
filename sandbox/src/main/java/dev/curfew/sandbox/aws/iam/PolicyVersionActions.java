package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.directory.ManagedPolicy;
import dev.curfew.sandbox.aws.directory.ManagedPolicy.Version;
import dev.curfew.sandbox.aws.directory.Propagation;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.util.Set;
import java.util.function.Consumer;

/// `CreatePolicyVersion`, `GetPolicyVersion`, `DeletePolicyVersion`, `ListPolicyVersions`,
/// `SetDefaultPolicyVersion`.
final class PolicyVersionActions {
  private static final int MOST_VERSIONS = 5;

  private final ManagedPolicyLookup lookup;
  private final Propagation propagation;

  PolicyVersionActions(ManagedPolicyLookup lookup, Propagation propagation) {
    this.lookup = lookup;
    this.propagation = propagation;
  }

  Consumer<Xml> create(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn", "PolicyDocument", "SetAsDefault"));
    boolean asDefault = form.optional("SetAsDefault").filter("true"::equals).isPresent();
    ManagedPolicy policy = lookup.find(by, form);
    PolicyDocument document =
        Documents.managed(policy.arn().toString(), form.required("PolicyDocument"));
    Version version =
        policy
            .addVersion(document, asDefault, MOST_VERSIONS, propagation.moment())
            .orElseThrow(() ->
                new Refusal(
                    409,
                    "LimitExceeded",
                    "A managed policy can have up to %d versions. Before you create a new version,"
                            .formatted(MOST_VERSIONS)
                        + " you must delete an existing version."));
    return xml -> xml.element("PolicyVersion", v -> write(v, policy, version));
  }

  Consumer<Xml> get(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn", "VersionId"));
    ManagedPolicy policy = lookup.find(by, form);
    Version version = version(policy, form);
    return xml ->
        xml.element(
            "PolicyVersion",
            v -> {
              v.text("Document", Documents.encoded(version.document()));
              write(v, policy, version);
            });
  }

  Consumer<Xml> delete(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn", "VersionId"));
    ManagedPolicy policy = lookup.find(by, form);
    if (!policy.removeVersion(version(policy, form))) {
      throw new Refusal(409, "DeleteConflict", "Cannot delete the default version of a policy.");
    }
    return Answer.NOTHING;
  }

  /// Newest first, as AWS lists them.
  Consumer<Xml> list(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn", "Marker", "MaxItems"));
    ManagedPolicy policy = lookup.find(by, form);
    Page<Version> page = Page.of(form, policy.versions(), PolicyVersionActions::descending);
    return xml ->
        page.write(
            xml,
            "Versions",
            (list, version) -> list.element("member", v -> write(v, policy, version)));
  }

  Consumer<Xml> setDefault(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("PolicyArn", "VersionId"));
    ManagedPolicy policy = lookup.find(by, form);
    policy.makeDefault(version(policy, form), propagation.moment());
    return Answer.NOTHING;
  }

  private static Version version(ManagedPolicy policy, QueryForm form) {
    String id = form.required("VersionId");
    return policy
        .version(id)
        .orElseThrow(() ->
            Refusal.noSuchEntity(
                "Policy %s version %s does not exist or is not attachable."
                    .formatted(policy.arn(), id)));
  }

  private static String descending(Version version) {
    return "%010d".formatted(Integer.MAX_VALUE - version.number());
  }

  private static void write(Xml xml, ManagedPolicy policy, Version version) {
    xml.text("VersionId", version.id())
        .text("IsDefaultVersion", Boolean.toString(version.equals(policy.defaultVersion())))
        .time("CreateDate", version.createdAt());
  }
}
