package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A prefix stands for the dead once all that it could hit is known, and never before.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@TestProfile(TimeProfile.class)
@SuppressWarnings("NullAway.Init") // injected
class HorizonIT {
  private static final String INLINE = "CurfewRevokedSessions";

  SurroundingsResource surroundings;
  Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    await().until(() -> horizonPasses(Instant.now().minusSeconds(30)));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aPrefixStandsForThoseThatWereIssuedBeforeTheHorizon() {
    String role = stage.role();
    List<CredentialIssued> dead = dead(role, "@7kaaaa", Instant.now().minusSeconds(60));
    CredentialIssued live = issue(role, Stage.job(), "@7kbbbb0", Instant.now().minusSeconds(60));

    end(dead);

    await().untilAsserted(() -> assertThat(dead).allMatch(stage::isDenied));
    await().until(() -> !isListed(role, dead.getFirst()));
    stage.awaitLook(role);
    assertThat(dead).allMatch(stage::isDenied);
    assertThat(stage.isDenied(live)).isFalse();
  }

  @Test
  void youngerOnesAreListedUntilTheHorizonHasPassedThem() {
    String role = stage.role();
    List<CredentialIssued> dead = dead(role, "@7kcccc", Instant.now());
    long others = holdBack();
    try {
      end(dead);
      await().untilAsserted(() -> assertThat(dead).allMatch(stage::isDenied));
      stage.awaitLook(role);
      stage.awaitLook(role);
      assertThat(dead).allMatch(each -> isListed(role, each));
    } finally {
      stage.sql("delete from read_mark where partition = " + others);
    }

    await().until(() -> dead.stream().noneMatch(each -> isListed(role, each)));
    assertThat(dead).allMatch(stage::isDenied);
  }

  /// It works already, and only Kafka knows.
  @Test
  void aSessionThatNobodyHasReadOfIsNotHit() throws SQLException {
    String role = stage.role();
    List<CredentialIssued> dead = dead(role, "@7kdddd", Instant.now().minusSeconds(60));
    CredentialIssued unread =
        stage.session(role, Stage.job(), "@7kddddx", Instant.now(), Instant.now().plusSeconds(900));
    Envelope issuance = Envelope.of(URI.create("/curfew/test"), Instant.now(), unread);

    try (Connection blocker = holdingBack(issuance)) {
      stage.send(issuance);
      await().until(() -> waitsForARow() == 1);
      end(dead);
      await().until(() -> dead.stream().allMatch(stage::isDenied));
      await().until(() -> !isListed(role, dead.getFirst()));
      Instant before = Instant.now();
      await()
          .until(() -> {
            assertThat(stage.isDenied(unread)).isFalse();
            return anyMarkPasses(before.plusSeconds(3));
          });
      stage.awaitLook(role);
      stage.awaitLook(role);
      assertThat(stage.isDenied(unread)).isFalse();
      assertThat(horizonPasses(unread.issuedAt())).isFalse();
      blocker.rollback();
    }

    await().until(() -> horizonPasses(Instant.now().minusSeconds(5)));
    stage.awaitLook(role);
    assertThat(stage.isDenied(unread)).isFalse();
    assertThat(dead).allMatch(stage::isDenied);
  }

  /// The revoker remembers a role's sessions from one write to the next.
  @Test
  void aSessionIsNotHitWhoseTransactionWasOpenWhenTheRoleWasRead() throws SQLException {
    String role = stage.role();
    CredentialIssued other = issue(role, Stage.job(), "@7keeee", Instant.now().minusSeconds(60));
    List<CredentialIssued> dead = dead(role, "@7kffff", Instant.now().minusSeconds(60));
    Instant issuedAt = Instant.now().minusSeconds(60);
    CredentialIssued late =
        stage.session(role, Stage.job(), "@7kffffx", issuedAt, issuedAt.plusSeconds(900));

    try (Connection open = recording(late, other)) {
      end(List.of(other));
      await().until(() -> stage.isDenied(other));
      open.commit();
    }
    end(dead);

    await().until(() -> dead.stream().allMatch(stage::isDenied));
    assertThat(stage.isDenied(late)).isFalse();
  }

  @Test
  void aPartitionThatIsAddedHoldsTheHorizonBackUntilItIsRead() throws Exception {
    int partitions = marks();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", surroundings.bootstrapServers()))) {
      admin
          .createPartitions(
              Map.of(Topic.CREDENTIALS.topicName(), NewPartitions.increaseTo(partitions + 1)))
          .all()
          .get();
    }

    await().until(() -> marks() == partitions + 1);
    Instant added = Instant.now();
    await().until(() -> horizonPasses(added));
  }

  private List<CredentialIssued> dead(String role, String prefix, Instant issuedAt) {
    JobIdentity job = Stage.job();
    List<CredentialIssued> dead = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      dead.add(issue(role, job, prefix + i, issuedAt));
    }
    return dead;
  }

  private CredentialIssued issue(String role, JobIdentity job, String name, Instant issuedAt) {
    CredentialIssued credential =
        stage.session(role, job, name, issuedAt, issuedAt.plus(Duration.ofMinutes(15)));
    stage.send(credential);
    await().until(() -> stage.auditKinds(credential).contains("credential-issued"));
    return credential;
  }

  private void end(List<CredentialIssued> dead) {
    stage.send(Stage.end(dead.getFirst().job()));
  }

  /// By its whole name.
  private boolean isListed(String role, CredentialIssued credential) {
    String name = credential.userId().substring(credential.userId().indexOf(':') + 1);
    return stage.inlineDocument(role, INLINE).contains(":" + name + "\"");
  }

  /// A partition that nobody reads; it is to be deleted again.
  private long holdBack() {
    long partition = Stage.number() % 1_000_000 + 1_000;
    stage.sql(
        "insert into read_mark (partition, read_up_to) values (%d, now() - interval '1 minute')"
            .formatted(partition));
    return partition;
  }

  /// Whoever stores this event waits until the transaction ends.
  private Connection holdingBack(Envelope event) throws SQLException {
    Connection connection = stage.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into inbox (event_id, applied_at) values ('%s', now())".formatted(event.id()));
    }
    return connection;
  }

  /// A transaction, still open, that has stored a credential.
  private Connection recording(CredentialIssued credential, CredentialIssued template)
      throws SQLException {
    Connection connection = stage.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into credential select (jsonb_populate_record(c, jsonb_build_object(
            'credential_id', '%s', 'access_key_id', '%s', 'user_id', '%s', 'run_id', %d, 'job_id', %d,
            'recorded_in', cast(cast(pg_current_xact_id() as varchar) as bigint)))).*
          from credential c where credential_id = '%s'
          """
              .formatted(
                  credential.credentialId(),
                  credential.accessKeyId(),
                  credential.userId(),
                  credential.job().runId(),
                  credential.job().jobId(),
                  template.credentialId()));
    }
    return connection;
  }

  private int waitsForARow() {
    return number("select count(*) from pg_locks where locktype = 'transactionid' and not granted");
  }

  private int marks() {
    return number("select count(*) from read_mark");
  }

  private int number(String query) {
    return Integer.parseInt(String.valueOf(stage.sql(query).getFirst().getFirst()));
  }

  private boolean horizonPasses(Instant time) {
    return is("select coalesce(min(read_up_to) > '%s', false) from read_mark".formatted(time));
  }

  private boolean anyMarkPasses(Instant time) {
    return is("select max(read_up_to) > '%s' from read_mark".formatted(time));
  }

  private boolean is(String query) {
    return "t".equals(stage.sql(query).getFirst().getFirst());
  }
}
