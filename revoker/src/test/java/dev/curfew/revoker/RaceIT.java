package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An issuance and an end, or an order, that are under way at once must not miss each other. The
/// test stops the first of the two just before it commits, by a lock on the audit queue, until the
/// second has come as far as it can.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class RaceIT {
  SurroundingsResource surroundings;
  Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    // All consumers are at work before one is stopped.
    stage.awaitApplied(stage.send(order(Stage.job())));
    CredentialIssued credential = stage.issue(stage.role(), Stage.job());
    stage.send(Stage.end(credential.job()));
    await().until(() -> stage.isDenied(credential));
    await().until(() -> stage.auditKinds(credential).contains("revocation-effective"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void anEndThatArrivesWhileTheIssuanceIsStored() throws SQLException {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.session(stage.role(), job);

    try (Connection blocker = holdingTheAuditQueue()) {
      stage.send(credential);
      await().until(() -> waiting() == 1);
      Envelope end = stage.send(Stage.end(job));
      await().until(() -> waiting() == 2 || isStored(end));
      blocker.rollback();
    }

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void anIssuanceThatArrivesWhileTheEndIsStored() throws SQLException {
    JobIdentity job = Stage.job();
    String role = stage.role();
    CredentialIssued first = stage.issue(role, job);
    await().until(() -> stage.auditKinds(first).contains("credential-issued"));
    CredentialIssued second = stage.session(role, job);

    try (Connection blocker = holdingTheAuditQueue()) {
      stage.send(Stage.end(job));
      await().until(() -> waiting() == 1);
      stage.send(second);
      await().until(() -> waiting() == 2);
      blocker.rollback();
    }

    await().until(() -> stage.isDenied(first) && stage.isDenied(second));
  }

  @Test
  void anOrderThatArrivesWhileTheIssuanceIsStored() throws SQLException {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.session(stage.role(), job);

    try (Connection blocker = holdingTheAuditQueue()) {
      stage.send(credential);
      await().until(() -> waiting() == 1);
      stage.send(order(job));
      await().until(() -> waiting() == 2);
      blocker.rollback();
    }

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void anIssuanceThatArrivesWhileTheOrderIsStored() throws SQLException {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.session(stage.role(), job);

    try (Connection blocker = holdingTheAuditQueue()) {
      stage.send(order(job));
      await().until(() -> waiting() == 1);
      stage.send(credential);
      await().until(() -> waiting() == 2);
      blocker.rollback();
    }

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void manyAtOnce() {
    String role = stage.role();
    List<JobIdentity> jobs = IntStream.range(0, 40).mapToObj(i -> Stage.job()).toList();
    List<CredentialIssued> sessions = jobs.stream().map(job -> stage.session(role, job)).toList();

    IntStream.range(0, jobs.size())
        .parallel()
        .forEach(i -> {
          stage.send(Stage.end(jobs.get(i)));
          stage.send(sessions.get(i));
        });

    await().untilAsserted(() -> assertThat(sessions).allMatch(stage::isDenied));
  }

  private static RevocationOrdered order(JobIdentity job) {
    return new RevocationOrdered(
        Envelope.newId(),
        new OrderScope(Kind.RUN, Long.toString(job.runId())),
        null,
        null,
        "case 4711",
        "erin",
        Instant.now());
  }

  private Connection holdingTheAuditQueue() throws SQLException {
    Connection connection = stage.connect();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table audit_queue in share mode");
    }
    return connection;
  }

  private int waiting() {
    return Integer.parseInt(
        String.valueOf(
            stage
                .sql(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query not like '%audit_seal%'")
                .getFirst()
                .getFirst()));
  }

  private boolean isStored(Envelope end) {
    return !stage.sql("select 1 from ending where event_id = '%s'".formatted(end.id())).isEmpty();
  }
}
