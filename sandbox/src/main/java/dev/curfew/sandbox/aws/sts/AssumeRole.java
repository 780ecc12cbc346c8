package dev.curfew.sandbox.aws.sts;

import dev.curfew.sandbox.aws.auth.AssumptionContext;
import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.Identifiers;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.directory.RoleArn;
import dev.curfew.sandbox.aws.directory.Session;
import dev.curfew.sandbox.aws.directory.SessionAttributes;
import dev.curfew.sandbox.aws.directory.User;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/// `AssumeRole`.
final class AssumeRole {
  private static final Duration LONGEST_CHAINED = Duration.ofHours(1);

  private final Directory directory;
  private final Authorizer authorizer;
  private final Clock clock;

  AssumeRole(Directory directory, Authorizer authorizer, Clock clock) {
    this.directory = directory;
    this.authorizer = authorizer;
    this.clock = clock;
  }

  Consumer<Xml> call(Authenticated by, QueryForm form) {
    AssumeRoleRequest request = AssumeRoleRequest.read(form);
    Role role = role(by, request.roleArn());
    SessionAttributes attributes = Inheritance.of(by.caller()).passOnTo(request);
    authorize(by, request, role, attributes);
    requireDuration(by.caller(), request.duration(), role);
    Session session = session(request, role, attributes);
    directory.addSession(session, clock.instant());
    return xml -> write(xml, session, PackedSize.percent(request));
  }

  /// A role that is not there is refused in the words of one that does not trust the caller.
  private Role role(Authenticated by, RoleArn arn) {
    return directory
        .role(arn.partition(), arn.accountId(), arn.name())
        .filter(role -> role.arn().equals(arn) && arn.partition() == by.partition())
        .orElseThrow(() ->
            Refusal.accessDenied(
                "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                    .formatted(by.arn(), arn)));
  }

  /// What is inherited takes the same permissions as what is passed.
  private void authorize(
      Authenticated by, AssumeRoleRequest request, Role role, SessionAttributes attributes) {
    AssumptionContext context =
        new AssumptionContext(
            request.sessionName(),
            request.externalId(),
            attributes.sourceIdentity(),
            request.tags(),
            request.transitiveTagKeys());
    authorizer.requireAssumption(by, "sts:AssumeRole", role, context);
    if (!attributes.tags().isEmpty()) {
      authorizer.requireAssumption(by, "sts:TagSession", role, context);
    }
    if (attributes.sourceIdentity().isPresent()) {
      authorizer.requireAssumption(by, "sts:SetSourceIdentity", role, context);
    }
  }

  private static void requireDuration(Caller caller, Duration duration, Role role) {
    boolean tooLongForAChain =
        switch (caller) {
          case User _ -> false;
          case Session _ -> duration.compareTo(LONGEST_CHAINED) > 0;
        };
    if (tooLongForAChain) {
      throw Refusal.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    if (duration.compareTo(role.maxSessionDuration()) > 0) {
      throw Refusal.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  private Session session(AssumeRoleRequest request, Role role, SessionAttributes attributes) {
    Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Session(
        role,
        request.sessionName(),
        Identifiers.sessionAccessKeyId(),
        Identifiers.secretKey(),
        Identifiers.sessionToken(),
        issuedAt,
        issuedAt.plus(request.duration()),
        attributes,
        request.policy());
  }

  private static void write(Xml xml, Session session, int packedPercent) {
    xml.element(
        "Credentials",
        credentials ->
            credentials
                .text("AccessKeyId", session.accessKeyId())
                .text("SecretAccessKey", session.secretKey().value())
                .text("SessionToken", session.token().value())
                .time("Expiration", session.expiresAt()));
    xml.element(
        "AssumedRoleUser",
        user -> user.text("AssumedRoleId", session.userId()).text("Arn", session.arn()));
    if (packedPercent > 0) {
      xml.text("PackedPolicySize", Integer.toString(packedPercent));
    }
    session.attributes().sourceIdentity().ifPresent(id -> xml.text("SourceIdentity", id));
  }
}
