package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.RevocationFailed;
import dev.curfew.schemas.event.RevocationRecovered;
import dev.curfew.schemas.event.RevocationStalled;
import dev.curfew.schemas.wire.EventCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong around the revoker, and that nothing is lost by it.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class TroubleIT {
  SurroundingsResource surroundings;
  Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
  }

  @AfterEach
  void close() {
    surroundings.aws().faults().heal();
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREDENTIALS", "JOBS"})
  void poisonIsBuriedAndThePartitionGoesOn(Topic topic) {
    JobIdentity job = Stage.job();
    String key = job.run().partitionKey();
    byte[] garbage = ("garbage " + key).getBytes(UTF_8);
    CredentialIssued credential = stage.session(stage.role(), job);

    stage.send(new ProducerRecord<>(topic.topicName(), key, garbage));
    stage.send(new ProducerRecord<>(topic.topicName(), key, null));
    stage.send(misplaced(topic, key));
    stage.send(credential);
    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
    assertThat(letters(key))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder(
            DeadLetter.Reason.NOT_AN_EVENT,
            DeadLetter.Reason.NOT_AN_EVENT,
            DeadLetter.Reason.UNKNOWN_TYPE);
    assertThat(letters(key))
        .filteredOn(letter -> letter.payloadBytes() == garbage.length)
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.payloadBase64()).asBase64Decoded().isEqualTo(garbage);
          assertThat(letter.origin().channel()).isEqualTo(topic.topicName());
        });
  }

  /// A letter that repeated all of the key was itself too large for Kafka.
  @ParameterizedTest
  @EnumSource(names = {"CREDENTIALS", "JOBS", "ORDERS"})
  void aKeyAsLargeAsARecordIsBuriedAndTheConsumerGoesOn(Topic topic) {
    String key = "endless " + Stage.number() + " ";
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.session(stage.role(), job);

    stage.send(
        new ProducerRecord<>(topic.topicName(), key + "x".repeat(600_000), "x".getBytes(UTF_8)));
    await()
        .untilAsserted(() ->
            assertThat(letters(k -> k.startsWith(key)))
                .singleElement()
                .satisfies(letter -> assertThat(letter.origin().key()).hasSize(1024)));
    stage.send(credential);
    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void aLetterThatKafkaWillNeverTakeIsCountedAndThePartitionGoesOn() throws Exception {
    JobIdentity job = Stage.job();
    String key = job.run().partitionKey();
    CredentialIssued credential = stage.issue(stage.role(), job);
    double lost = lostLetters();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", surroundings.bootstrapServers()))) {
      limitLetters(admin, "1000");
      try {
        stage.send(new ProducerRecord<>(Topic.JOBS.topicName(), key, new byte[10_000]));
        stage.send(Stage.end(job));

        await().until(() -> stage.isDenied(credential));
      } finally {
        limitLetters(admin, "1048588");
      }
    }

    await().until(() -> lostLetters() == lost + 1);
    assertThat(letters(key)).isEmpty();
  }

  @Test
  void anEventThatTheDatabaseCannotHoldIsBuriedAndThePartitionGoesOn() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    CredentialIssued twin = // another credential that claims the same access key
        new CredentialIssued(
            Envelope.newId(),
            credential.accessKeyId(),
            credential.userId(),
            credential.roleArn(),
            credential.issuedAt(),
            credential.expiresAt(),
            job,
            credential.context(),
            credential.step(),
            credential.renews(),
            credential.tokenSha256());

    stage.send(twin);
    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
    await()
        .untilAsserted(() ->
            assertThat(letters(job.run().partitionKey()))
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetter.Reason.INVALID_DATA));
  }

  /// Found by an attacker: a time that overflowed in the database stopped all revocations for good.
  @ParameterizedTest
  @ValueSource(
      strings = {"+999999999-12-31T23:59:59Z", "+300000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"})
  void impossibleTimesAreBuriedAndBothPartitionsGoOn(String time) {
    JobIdentity job = Stage.job();
    String role = stage.role();
    CredentialIssued credential = stage.session(role, job);
    CredentialIssued endless = stage.session(role, job);

    stage.send(forged(endless, endless.expiresAt().toString(), time));
    JobCompleted end = Stage.end(job);
    stage.send(forged(end, end.detection().detectedAt().toString(), time));
    stage.send(credential);
    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
    await()
        .untilAsserted(() ->
            assertThat(letters(job.run().partitionKey()))
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetter.Reason.INVALID_DATA, DeadLetter.Reason.INVALID_DATA));
  }

  @Test
  void whatIsNoTextIsBuriedByNameAndThePartitionGoesOn() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.session(stage.role(), job);

    stage.send(forged(credential, "octocat", "octo\\u0000cat"));
    stage.send(credential);
    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
    await()
        .untilAsserted(() ->
            assertThat(letters(job.run().partitionKey()))
                .extracting(DeadLetter::detail)
                .containsExactly(
                    "data breaks its schema at context: actor has a character that is no text"));
  }

  @Test
  void anEventThatFailsForAnUnforeseenReasonIsBuriedAndThePartitionGoesOn() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    await().until(() -> stage.auditKinds(credential).contains("credential-issued"));

    stage.sql("alter table ending rename to ending_gone");
    try {
      stage.send(Stage.end(job));
      await()
          .untilAsserted(() ->
              assertThat(letters(job.run().partitionKey()))
                  .extracting(DeadLetter::reason)
                  .containsExactly(DeadLetter.Reason.INVALID_DATA));
    } finally {
      stage.sql("alter table ending_gone rename to ending");
    }

    stage.send(Stage.end(job));
    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void throttlingConflictsAndOutagesOfIamOnlyDelay() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    surroundings.aws().faults().iamConflicts(2).iamFailures(2);

    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void iamDownLosesNothing() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    surroundings.aws().faults().iamDown(true);

    Envelope end = stage.send(Stage.end(job));
    await()
        .until(() ->
            stage
                    .sql(
                        "select attempts from role_guard where attempts > 1 and role_arn = '%s'"
                            .formatted(credential.roleArn()))
                    .size()
                == 1);
    surroundings.aws().faults().heal();

    await().until(() -> stage.isDenied(credential));
    assertThat(
            stage.sql(
                "select cause_event_id from revocation where credential_id = '%s'"
                    .formatted(credential.credentialId())))
        .containsExactly(List.of(end.id().toString()));
  }

  @Test
  void anIamThatDoesNotAnswerIsToldOfOnceAndSoIsItsReturn() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    String role = credential.roleArn();
    surroundings.aws().faults().iamDown(true);

    Envelope end = stage.send(Stage.end(job));
    try (TopicReader revocations =
        new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS)) {
      await()
          .untilAsserted(() ->
              assertThat(revocations.events(RevocationStalled.class))
                  .filteredOn(e -> e.roleArn().equals(role))
                  .singleElement()
                  .satisfies(e -> {
                    assertThat(e.since()).isAfterOrEqualTo(end.time().minusSeconds(1));
                    assertThat(e.stalledAt()).isAfter(e.since().plusSeconds(5));
                  }));
      String attempts = stage.guard(role, "attempts");
      await().until(() -> !Objects.equals(attempts, stage.guard(role, "attempts")));
      surroundings.aws().faults().heal();

      await()
          .untilAsserted(() ->
              assertThat(revocations.events(RevocationRecovered.class))
                  .filteredOn(e -> e.roleArn().equals(role))
                  .hasSize(1));
      assertThat(revocations.events(RevocationStalled.class))
          .filteredOn(e -> e.roleArn().equals(role))
          .hasSize(1);
      assertThat(stage.isDenied(credential)).isTrue();
    }
  }

  @Test
  void aRoleThatIsGoneIsToldOfOnceAndBlocksNoOther() {
    String gone = stage.role();
    JobIdentity lost = Stage.job();
    CredentialIssued orphan = stage.issue(gone, lost);
    stage.iam.deleteRolePolicy(r -> r.roleName(Stage.roleName(gone)).policyName("work")).join();
    stage.iam.deleteRole(r -> r.roleName(Stage.roleName(gone))).join();
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);

    stage.send(Stage.end(lost));
    stage.send(Stage.end(job));

    await().until(() -> stage.isDenied(credential));
    await()
        .until(() ->
            !stage
                .sql(
                    "select 1 from role_guard where attempts > 1 and role_arn = '%s'"
                        .formatted(gone))
                .isEmpty());
    try (TopicReader revocations =
        new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS)) {
      await()
          .untilAsserted(() ->
              assertThat(revocations.events(RevocationFailed.class))
                  .filteredOn(e -> e.roleArn().equals(gone))
                  .singleElement()
                  .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo("NoSuchEntity");
                    assertThat(e.credentialIds()).containsExactly(orphan.credentialId());
                  }));
    }
  }

  @Test
  void withoutItsDatabaseEventsWait() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    await().until(() -> stage.auditKinds(credential).contains("credential-issued"));

    surroundings.restartDatabaseAfter(() -> stage.send(Stage.end(job)));

    await().until(() -> stage.isDenied(credential));
  }

  @Test
  void withoutKafkaDeniesGoOnAndTheirEventsWait() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    stage.send(Stage.end(job));

    surroundings.restartBroker();

    await().until(() -> stage.isDenied(credential));
    await()
        .until(() -> stage.sql("select count(*) from outbox").getFirst().getFirst(), "0"::equals);
  }

  private static double lostLetters() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("curfew_dead_letters_total{"))
        .filter(line -> line.contains("outcome=\"lost\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void limitLetters(Admin admin, String bytes) throws Exception {
    ConfigResource letters =
        new ConfigResource(ConfigResource.Type.TOPIC, Topic.DEAD_LETTERS.topicName());
    AlterConfigOp limit =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(letters, List.of(limit))).all().get();
  }

  private List<DeadLetter> letters(String key) {
    return letters(key::equals);
  }

  private List<DeadLetter> letters(Predicate<String> key) {
    try (TopicReader reader =
        new TopicReader(surroundings.bootstrapServers(), Topic.DEAD_LETTERS)) {
      // One poll may return a part of what is there.
      IntStream.range(0, 5).forEach(i -> reader.records());
      return reader.events(DeadLetter.class).stream()
          .filter(letter -> key.test(String.valueOf(letter.origin().key())))
          .toList();
    }
  }

  /// What a writer could send that does not check its events.
  private static ProducerRecord<String, byte[]> forged(CurfewEvent event, String from, String to) {
    ProducerRecord<String, byte[]> honest =
        EventCodec.encode(Envelope.of(URI.create("/curfew/test"), Instant.now(), event));
    return new ProducerRecord<>(
        honest.topic(),
        null,
        honest.key(),
        new String(honest.value(), UTF_8).replace(from, to).getBytes(UTF_8),
        honest.headers());
  }

  private static ProducerRecord<String, byte[]> misplaced(Topic topic, String key) {
    ProducerRecord<String, byte[]> lifted =
        EventCodec.encode(
            Envelope.of(
                URI.create("/curfew/test"),
                Instant.now(),
                new OrderLifted(Envelope.newId(), "reason", "person", Instant.now())));
    return new ProducerRecord<>(topic.topicName(), null, key, lifted.value(), lifted.headers());
  }
}
