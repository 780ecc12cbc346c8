package dev.curfew.issuer.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What other services told keeps credentials from being issued.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class LatchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job =
        around
            .github()
            .startJob(JobSpec.example().withEnvironment("production " + UUID.randomUUID()));
  }

  @AfterEach
  void heal() {
    around.gate().meanwhile(() -> {});
    around.github().faults().heal();
  }

  @Test
  void nothingIsIssuedToAJobThatHasEnded() {
    ActionsJob neighbour =
        around.github().startJob(JobSpec.example().withRun(job.runId(), job.runAttempt()));
    assertIssued(job);

    around.say(new JobCompleted(identity(), "success", null, seen(), null));

    awaitRefused(Refusal.JOB_ENDED);
    assertIssued(neighbour);
  }

  @Test
  void nothingIsIssuedToAJobOfARunThatHasEnded() {
    ActionsJob ofTheNextAttempt =
        around.github().startJob(JobSpec.example().withRun(job.runId(), job.runAttempt() + 1));

    around.say(new RunCompleted(run(job.runAttempt()), "success", seen(), null));

    awaitRefused(Refusal.JOB_ENDED);
    assertIssued(ofTheNextAttempt);
    around.say(new RunCompleted(run(job.runAttempt()), "success", seen(), null));
    around.say(new RunCompleted(run(job.runAttempt() + 1), "success", seen(), null));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> Refused.with(Refusal.JOB_ENDED, Ask.by(ofTheNextAttempt).post()));
  }

  /// Job lookup, gate and STS take their time.
  @Test
  void toAJobThatEndsWhileItIsDecidedOnNothingIsHandedOut() {
    around.gate().meanwhile(this::endAndAwait);

    Refused.with(Refusal.JOB_ENDED, Ask.by(job).post());

    assertThat(recorded()).as("so that the revoker denies it").hasSize(1);
  }

  @Test
  void whatIsQuarantinedWhileItIsDecidedOnIsNotHandedOut() {
    RevocationOrdered order = order(new OrderScope(Kind.JOB, "" + job.jobId()), 3600);
    around
        .gate()
        .meanwhile(() -> {
          around.say(order);
          await()
              .atMost(PATIENCE)
              .until(() ->
                  !around
                      .rows(
                          "select 1 from issuer.quarantine where order_id = '%s'"
                              .formatted(order.orderId()))
                      .isEmpty());
        });

    Refused.with(Refusal.QUARANTINED, Ask.by(job).post());

    assertThat(recorded()).hasSize(1);
  }

  private void endAndAwait() {
    around.say(new JobCompleted(identity(), "success", null, seen(), null));
    await()
        .atMost(PATIENCE)
        .until(() ->
            !around.rows("select 1 from issuer.ended_job where job_id = " + job.jobId()).isEmpty());
  }

  private List<CredentialIssued> recorded() {
    try (TopicReader events = around.credentialEvents()) {
      return events.events(CredentialIssued.class).stream()
          .filter(issued -> issued.job().equals(identity()))
          .toList();
    }
  }

  /// It costs nothing of what may be asked of GitHub.
  @Test
  void forAJobThatHasEndedGitHubIsNotAsked() {
    endAndAwait();
    around.github().faults().share(Fault.API_ERROR, 1);

    Refused.with(Refusal.JOB_ENDED, Ask.by(job).post());
  }

  @Test
  void anEndThatCannotBeReadStopsNoOther() {
    around.send(new ProducerRecord<>(Topic.JOBS.topicName(), key(), "no event".getBytes(UTF_8)));
    around.send(new ProducerRecord<>(Topic.JOBS.topicName(), key(), null));
    around.say(new JobCompleted(identity(), "success", null, seen(), null));

    awaitRefused(Refusal.JOB_ENDED);
  }

  static Stream<Arguments> scopes() {
    return Stream.of(
        scope(Kind.JOB, job -> "" + job.jobId()),
        scope(Kind.RUN, job -> "" + job.runId()),
        scope(Kind.REPOSITORY, _ -> "Octo-Org/octo-Repo"),
        scope(Kind.REPOSITORY_ID, job -> "" + job.repositoryId()),
        scope(Kind.ORGANISATION, _ -> "OCTO-org"),
        scope(Kind.COMMIT, ActionsJob::headSha),
        scope(Kind.REF, _ -> "refs/heads/main"),
        scope(Kind.WORKFLOW, _ -> "octo-org/octo-repo/.github/workflows/deploy.yml"),
        scope(
            Kind.WORKFLOW, _ -> "octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main"),
        scope(Kind.ENVIRONMENT, job -> job.spec().environment()),
        scope(Kind.ACTOR, _ -> "OctoCat"),
        scope(Kind.ROLE, _ -> Surroundings.ROLE),
        scope(Kind.ROLE, _ -> Surroundings.ROLE.replace(":role/", ":role/of/a/path/")),
        scope(Kind.ACCOUNT, _ -> "111122223333"),
        scope(Kind.ALL, _ -> null));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void nothingIsIssuedInAQuarantineUntilItIsLifted(
      Kind kind, Function<ActionsJob, @Nullable String> value) {
    assertIssued(job);
    RevocationOrdered order = order(new OrderScope(kind, value.apply(job)), 3600);

    around.say(order);
    awaitRefused(Refusal.QUARANTINED);

    around.say(lift(order));
    awaitIssued();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void whatAnOrderDoesNotNameIsIssued(Kind kind, Function<ActionsJob, @Nullable String> value) {
    String named = value.apply(job);
    if (named == null) {
      return; // all means all
    }
    OrderScope other =
        new OrderScope(
            kind,
            switch (kind) {
              case JOB, RUN, REPOSITORY_ID, ACCOUNT -> "9" + named.substring(1);
              case COMMIT -> "0".repeat(40);
              case WORKFLOW -> named.replace("deploy.yml", "deplo.yml");
              default -> named.substring(0, named.length() - 1);
            });
    RevocationOrdered marker = order(new OrderScope(Kind.JOB, "" + job.jobId()), 3600);

    RevocationOrdered order = order(other, 3600);
    around.say(order);
    around.say(marker);
    awaitRefused(Refusal.QUARANTINED);
    around.say(lift(marker));

    awaitIssued();
    around.say(lift(order));
  }

  @Test
  void anOrderWithoutAQuarantineKeepsNothingFromBeingIssued() {
    OrderScope scope = new OrderScope(Kind.JOB, "" + job.jobId());
    Instant now = Instant.now();
    around.say(new RevocationOrdered(UUID.randomUUID(), scope, null, null, "test", "me", now));
    RevocationOrdered marker = order(new OrderScope(Kind.RUN, "" + job.runId()), 3600);
    around.say(marker);
    awaitRefused(Refusal.QUARANTINED);

    around.say(lift(marker));

    awaitIssued();
  }

  @Test
  void aQuarantineEndsByItself() {
    around.say(order(new OrderScope(Kind.JOB, "" + job.jobId()), 3));

    awaitRefused(Refusal.QUARANTINED);
    awaitIssued();
  }

  /// They may be on two partitions, where a person wrote one of them.
  @Test
  void aLiftThatIsReadBeforeItsOrderHolds() {
    RevocationOrdered order = order(new OrderScope(Kind.JOB, "" + job.jobId()), 3600);
    around.say(lift(order));
    around.say(order);
    RevocationOrdered marker = order(new OrderScope(Kind.RUN, "" + job.runId()), 3600);
    around.say(marker);
    await()
        .atMost(PATIENCE)
        .until(() ->
            around
                    .rows(
                        "select 1 from issuer.quarantine where selector is not null and order_id in ('%s', '%s')"
                            .formatted(order.orderId(), marker.orderId()))
                    .size()
                == 2);
    around.say(lift(marker));

    awaitIssued();
  }

  @Test
  void anOrderMayBeBareJson() {
    String json =
        """
        {"scope": {"kind": "job", "value": "%d"}, "quarantineUntil": "%s", "reason": "test", "person": "me"}
        """
            .formatted(job.jobId(), Instant.now().plusSeconds(3600));

    around.send(new ProducerRecord<>(Topic.ORDERS.topicName(), null, json.getBytes(UTF_8)));

    awaitRefused(Refusal.QUARANTINED);
  }

  @Test
  void eventsWaitForTheDatabase() {
    around.stopDatabase();
    try {
      around.say(new JobCompleted(identity(), "success", null, seen(), null));
      await()
          .atMost(PATIENCE)
          .until(() -> LOG.lines().stream().anyMatch(l -> l.contains("events not stored yet")));
    } finally {
      around.startDatabase();
    }

    awaitRefused(Refusal.JOB_ENDED);
  }

  private void awaitRefused(Refusal refusal) {
    await().atMost(PATIENCE).untilAsserted(() -> Refused.with(refusal, Ask.by(job).post()));
  }

  private void awaitIssued() {
    await().atMost(PATIENCE).until(() -> Ask.by(job).post().statusCode() == 200);
  }

  private static void assertIssued(ActionsJob job) {
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
  }

  private JobIdentity identity() {
    return new JobIdentity(
        job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), job.jobId());
  }

  private RunIdentity run(int attempt) {
    return new RunIdentity(job.repositoryId(), job.repository(), job.runId(), attempt);
  }

  private String key() {
    return run(1).partitionKey();
  }

  private static Detection seen() {
    return new Detection(Detection.Source.WEBHOOK, Instant.now(), Instant.now());
  }

  private static RevocationOrdered order(OrderScope scope, int seconds) {
    Instant now = Instant.now();
    return new RevocationOrdered(
        UUID.randomUUID(), scope, null, now.plusSeconds(seconds), "test", "me", now);
  }

  private static OrderLifted lift(RevocationOrdered order) {
    return new OrderLifted(order.orderId(), "test", "me", Instant.now());
  }

  private static Arguments scope(Kind kind, Function<ActionsJob, @Nullable String> value) {
    return argumentSet(kind.word(), kind, value);
  }
}
