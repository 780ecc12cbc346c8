package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.directory.RoleArn;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Tags;
import dev.curfew.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// `CreateRole`, `GetRole`, `DeleteRole`.
final class RoleActions {
  private static final Set<String> CREATE_PARAMETERS =
      Set.of(
          "RoleName",
          "AssumeRolePolicyDocument",
          "Path",
          "Description",
          "MaxSessionDuration",
          "Tags");

  private static final int DEFAULT_MAX_SESSION_SECONDS = 3_600;
  private static final int LONGEST_MAX_SESSION_SECONDS = 43_200;

  private final Directory directory;
  private final Authorizer authorizer;
  private final RoleLookup lookup;
  private final Clock clock;

  RoleActions(Directory directory, Authorizer authorizer, RoleLookup lookup, Clock clock) {
    this.directory = directory;
    this.authorizer = authorizer;
    this.lookup = lookup;
    this.clock = clock;
  }

  Consumer<Xml> create(Authenticated by, QueryForm form) {
    form.requireOnly(CREATE_PARAMETERS);
    String name = Names.role(form.required("RoleName"));
    RoleArn arn =
        new RoleArn(
            by.partition(),
            by.caller().accountId(),
            Names.path(form.optional("Path").orElse("/")),
            name);
    if (arn.path().startsWith(Role.SERVICE_LINKED_PATH)) {
      throw new NotEmulatedException("CreateRole under " + Role.SERVICE_LINKED_PATH);
    }
    authorizer.require(by, "iam:CreateRole", arn.toString(), arn.toString());
    Role role =
        Role.create(
            arn,
            Documents.trust(name, form.required("AssumeRolePolicyDocument")),
            Duration.ofSeconds(maxSessionSeconds(form)),
            form.optional("Description").orElse(""),
            Tags.checked(form.tags("Tags")),
            clock.instant());
    if (!directory.addRole(role)) {
      throw new Refusal(
          409, "EntityAlreadyExists", "Role with name %s already exists.".formatted(name));
    }
    return xml -> xml.element("Role", r -> write(r, role));
  }

  Consumer<Xml> get(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName"));
    Role role = lookup.find(by, form);
    return xml -> xml.element("Role", r -> write(r, role));
  }

  Consumer<Xml> delete(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of("RoleName"));
    Role role = lookup.findToChange(by, form, Map.of());
    if (!role.policies().attached().isEmpty()) {
      throw new Refusal(
          409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
    if (!role.policies().inline().isEmpty()) {
      throw new Refusal(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    directory.removeRole(role);
    return Answer.NOTHING;
  }

  private static int maxSessionSeconds(QueryForm form) {
    return form.integer(
            "MaxSessionDuration", DEFAULT_MAX_SESSION_SECONDS, LONGEST_MAX_SESSION_SECONDS)
        .orElse(DEFAULT_MAX_SESSION_SECONDS);
  }

  private static void write(Xml xml, Role role) {
    xml.text("Path", role.arn().path())
        .text("RoleName", role.arn().name())
        .text("RoleId", role.id())
        .text("Arn", role.arn().toString())
        .time("CreateDate", role.createdAt())
        .text("AssumeRolePolicyDocument", Documents.encoded(role.trust().document()))
        .text("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
    if (!role.description().isEmpty()) {
      xml.text("Description", role.description());
    }
    xml.tags(role.tags());
  }
}
