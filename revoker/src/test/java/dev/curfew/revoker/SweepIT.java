package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialOverdue;
import dev.curfew.schemas.event.CredentialRevoked;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.RevocationCause;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What time alone brings about, where overdue credentials are revoked.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@TestProfile(TimeProfile.class)
@SuppressWarnings("NullAway.Init") // injected
class SweepIT {
  SurroundingsResource surroundings;
  Stage stage;
  TopicReader revocations;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    revocations = new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS);
  }

  @AfterEach
  void close() {
    surroundings.aws().faults().heal();
    revocations.close();
    stage.close();
  }

  @Test
  void whatExpiredIsClosedAndToldOfWhereNoDenyReachedIt() {
    String role = stage.role();
    CredentialIssued expiring = stage.issue(role, Stage.job());
    CredentialIssued denied = stage.issue(role, Stage.job());
    stage.send(Stage.end(denied.job()));
    await().until(() -> stage.auditKinds(denied).contains("revocation-applied"));
    await().until(() -> stage.auditKinds(expiring).contains("credential-issued"));

    stage.pass(role, Duration.ofMinutes(18));

    await().until(() -> isClosed(expiring) && isClosed(denied));
    assertThat(stage.auditKinds(expiring))
        .containsExactly("credential-issued", "credential-expired");
    assertThat(stage.auditKinds(denied))
        .containsExactly("credential-issued", "revocation-decided", "revocation-applied");
  }

  @Test
  void whatExpiredBeforeItsDenyCouldBeWrittenDiedOfThat() {
    String role = stage.role();
    CredentialIssued credential = stage.issue(role, Stage.job());
    surroundings.aws().faults().iamDown(true);
    stage.send(Stage.end(credential.job()));
    await().until(() -> stage.auditKinds(credential).contains("revocation-decided"));

    stage.pass(role, Duration.ofMinutes(18));
    await().until(() -> isClosed(credential));
    surroundings.aws().faults().heal();

    await().until(() -> "0".equals(stage.guard(role, "wanted - applied")));
    assertThat(stage.auditKinds(credential))
        .containsExactly("credential-issued", "revocation-decided", "credential-expired");
    assertThat(stage.policies(role)).containsExactly("work");
  }

  /// A session still counts as alive for a while after it should have expired.
  @Test
  void whatMayStillWorkIsNotClosed() {
    String role = stage.role();
    CredentialIssued credential = stage.issue(role, Stage.job());
    CredentialIssued marker = stage.issue(stage.role(), Stage.job());
    await().until(() -> stage.auditKinds(credential).contains("credential-issued"));
    await().until(() -> stage.auditKinds(marker).contains("credential-issued"));
    stage.pass(role, Duration.ofMinutes(15));
    stage.pass(marker.roleArn(), Duration.ofMinutes(18));
    await().until(() -> isClosed(marker));

    assertThat(isClosed(credential)).isFalse();
    stage.send(Stage.end(credential.job()));

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void whatIsOverdueIsReportedOnceAndRevoked() {
    double before = counted();
    CredentialIssued overdue = aged(Duration.ofHours(7));
    CredentialIssued young = aged(Duration.ofHours(5));

    await().until(() -> stage.isDenied(overdue));
    await()
        .untilAsserted(() ->
            assertThat(stage.auditKinds(overdue))
                .containsExactly(
                    "credential-issued",
                    "credential-overdue",
                    "revocation-decided",
                    "revocation-applied"));
    CredentialIssued another = aged(Duration.ofHours(8));
    await().until(() -> stage.isDenied(another));

    assertThat(stage.isDenied(young)).isFalse();
    assertThat(stage.auditKinds(young)).containsExactly("credential-issued");
    await()
        .untilAsserted(() -> {
          assertThat(overdueEvents(overdue)).hasSize(1);
          assertThat(overdueEvents(another)).hasSize(1);
          assertThat(overdueEvents(young)).isEmpty();
          assertThat(revocations.events(CredentialRevoked.class))
              .filteredOn(event -> event.credentialId().equals(overdue.credentialId()))
              .singleElement()
              .satisfies(event ->
                  assertThat(event.cause().kind()).isEqualTo(RevocationCause.Kind.OVERDUE));
        });
    assertThat(counted() - before).isEqualTo(2);
  }

  @Test
  void whatEndedLongAgoIsForgottenAndTheAuditTrailIsNot() {
    String role = stage.role();
    CredentialIssued credential = stage.issue(role, Stage.job());
    Envelope end = stage.send(Stage.end(credential.job()));
    await().until(() -> stage.auditKinds(credential).contains("revocation-applied"));
    stage.pass(role, Duration.ofMinutes(18));
    await().until(() -> isClosed(credential));
    List<String> story = stage.auditKinds(credential);

    stage.sql(
        "update credential set closed_at = closed_at - interval '29 days' where role_arn = '%s'"
            .formatted(role));
    CredentialIssued marker = stage.issue(stage.role(), Stage.job());
    await().until(() -> stage.auditKinds(marker).contains("credential-issued"));
    stage.pass(marker.roleArn(), Duration.ofMinutes(18));
    await().until(() -> isClosed(marker));
    assertThat(isClosed(credential)).isTrue();

    stage.sql(
        "update credential set closed_at = closed_at - interval '2 days' where role_arn = '%s'"
            .formatted(role));
    stage.sql(
        "update ending set decided_at = decided_at - interval '31 days' where event_id = '%s'"
            .formatted(end.id()));
    stage.sql(
        "update inbox set applied_at = applied_at - interval '31 days' where event_id = '%s'"
            .formatted(end.id()));

    await().until(() -> rows("credential", "credential_id", credential.credentialId()).isEmpty());
    await().until(() -> rows("inbox", "event_id", end.id()).isEmpty());
    assertThat(rows("revocation", "credential_id", credential.credentialId())).isEmpty();
    assertThat(rows("ending", "event_id", end.id())).isEmpty();
    assertThat(stage.auditKinds(credential)).isEqualTo(story);
    assertThat(stage.sql("select audit_broken_at()").getFirst().getFirst()).isNull();
  }

  /// Somebody deletes our policy while jobs end all the time. Sessions are younger than any
  /// horizon, so that a full inline policy stays as it is while others are listed after it.
  @Test
  void aBusyRoleIsLookedAtAllTheSame() {
    String role = stage.role();
    stage.leaveInline(role, 500);
    Instant issuedAt = Instant.now().plus(Duration.ofHours(1));
    JobIdentity many = Stage.job();
    for (int i = 0; i < 40; i++) {
      stage.send(session(role, Stage.siblingOf(many), issuedAt));
    }
    await()
        .until(() ->
            stage.sql("select 1 from credential where role_arn = '%s'".formatted(role)).size()
                == 40);
    stage.send(Stage.endOfRun(many));
    await().until(() -> stage.attached(role).size() == 1);
    stage.awaitLook(role);

    stage
        .iam
        .deleteRolePolicy(r -> r.roleName(Stage.roleName(role)).policyName("CurfewRevokedSessions"))
        .join();

    await()
        .pollDelay(Duration.ZERO)
        // One death a write, or the role would rest in between.
        .pollInterval(Duration.ofMillis(400))
        .until(() -> {
          CredentialIssued next = session(role, Stage.job(), issuedAt);
          stage.send(next);
          stage.send(Stage.end(next.job()));
          return stage.policies(role).contains("CurfewRevokedSessions");
        });
  }

  private CredentialIssued session(String role, JobIdentity job, Instant issuedAt) {
    return stage.session(
        role, job, "@7k" + Long.toString(Stage.number(), 32), issuedAt, issuedAt.plusSeconds(900));
  }

  private CredentialIssued aged(Duration age) {
    Instant issuedAt = Instant.now().minus(age);
    CredentialIssued credential =
        stage.session(
            stage.role(),
            Stage.job(),
            "@7k" + Long.toString(Stage.number(), 32),
            issuedAt,
            issuedAt.plus(Duration.ofHours(12)));
    stage.send(credential);
    await().until(() -> stage.auditKinds(credential).contains("credential-issued"));
    return credential;
  }

  private List<CredentialOverdue> overdueEvents(CredentialIssued credential) {
    return revocations.events(CredentialOverdue.class).stream()
        .filter(event -> event.credentialId().equals(credential.credentialId()))
        .toList();
  }

  private static double counted() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("curfew_credentials_overdue_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private boolean isClosed(CredentialIssued credential) {
    return !stage
        .sql(
            "select 1 from credential where closed_at is not null and credential_id = '%s'"
                .formatted(credential.credentialId()))
        .isEmpty();
  }

  private List<?> rows(String table, String column, Object id) {
    return stage.sql("select 1 from %s where %s = '%s'".formatted(table, column, id));
  }
}
