package dev.curfew.revoker;

import static dev.curfew.revoker.LatchIT.Act.END;
import static dev.curfew.revoker.LatchIT.Act.END_OF_OTHER_STEPS;
import static dev.curfew.revoker.LatchIT.Act.ISSUANCE;
import static dev.curfew.revoker.LatchIT.Act.ORDER_BY_ACCESS_KEY;
import static dev.curfew.revoker.LatchIT.Act.ORDER_BY_CREDENTIAL;
import static dev.curfew.revoker.LatchIT.Act.ORDER_BY_JOB;
import static dev.curfew.revoker.LatchIT.Act.ORDER_BY_RUN;
import static dev.curfew.revoker.LatchIT.Act.RELEASE;
import static dev.curfew.revoker.LatchIT.Act.RUN_END;
import static dev.curfew.revoker.LatchIT.Act.RUN_END_OF_EARLIER_ATTEMPT;
import static dev.curfew.revoker.LatchIT.Act.RUN_END_OF_LATER_ATTEMPT;
import static dev.curfew.revoker.LatchIT.Act.STEP_END;
import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialEvent;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import dev.curfew.schemas.wire.EventCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Completion is a latch: in whatever order, how often and by whose clock a credential's story is
/// told, it ends the same way. Each event is applied before the next one is sent.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class LatchIT {
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Duration NONE = Duration.ZERO;
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration BEHIND = Duration.ofMinutes(-5);
  private static final URI SOURCE = URI.create("/curfew/test");
  private static final String[] LIFE_STORY = {"credential-issued"};
  private static final String[] DEATH_STORY = {
    "credential-issued", "revocation-decided", "revocation-applied", "revocation-effective"
  };

  SurroundingsResource surroundings;
  Stage stage;
  TopicReader deadLetters;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    deadLetters = new TopicReader(surroundings.bootstrapServers(), Topic.DEAD_LETTERS);
  }

  @AfterEach
  void close() {
    deadLetters.close();
    stage.close();
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        tell(ISSUANCE, END).killsBy(END),
        tell(END, ISSUANCE).killsBy(END),
        tell(ISSUANCE).then(again(ISSUANCE)).sparesAll(),
        tell(ISSUANCE).then(retold(ISSUANCE)).sparesAll(),
        tell(ISSUANCE, END).then(again(ISSUANCE), retold(ISSUANCE)).killsBy(END),
        tell(END, ISSUANCE).then(again(ISSUANCE), retold(ISSUANCE)).killsBy(END),
        tell(ISSUANCE, END).then(again(END), retold(END)).killsBy(END),
        tell(END).then(again(END), retold(END)).then(ISSUANCE).killsBy(END),
        tell(ISSUANCE, RELEASE).killsBy(RELEASE),
        tell(RELEASE, ISSUANCE).killsBy(RELEASE),
        tell(ISSUANCE, RELEASE).then(again(RELEASE), retold(RELEASE)).killsBy(RELEASE),
        tell(ISSUANCE, RELEASE, END).killsBy(RELEASE),
        tell(ISSUANCE, END, RELEASE).killsBy(END),
        tell(RELEASE, END, ISSUANCE).killsBy(RELEASE),
        tell(END, RELEASE, ISSUANCE).killsBy(END),
        tell(RELEASE, ISSUANCE, END).killsBy(RELEASE),
        tell(ISSUANCE, RUN_END).killsBy(RUN_END),
        tell(RUN_END, ISSUANCE).killsBy(RUN_END),
        tell(ISSUANCE, RUN_END_OF_EARLIER_ATTEMPT).sparesAll(),
        tell(RUN_END_OF_EARLIER_ATTEMPT, ISSUANCE).sparesAll(),
        tell(ISSUANCE, RUN_END_OF_LATER_ATTEMPT).killsBy(RUN_END_OF_LATER_ATTEMPT),
        tell(RUN_END_OF_LATER_ATTEMPT, ISSUANCE).killsBy(RUN_END_OF_LATER_ATTEMPT),
        tell(RUN_END_OF_EARLIER_ATTEMPT, ISSUANCE, END).killsBy(END),
        tell(ISSUANCE, STEP_END).killsBy(STEP_END),
        tell(STEP_END, ISSUANCE).killsBy(STEP_END),
        tell(ISSUANCE, END_OF_OTHER_STEPS).sparesAll(),
        tell(END_OF_OTHER_STEPS, ISSUANCE).sparesAll(),
        tell(END_OF_OTHER_STEPS, ISSUANCE, STEP_END, END).killsBy(STEP_END),
        tell(ISSUANCE, END, RUN_END).killsBy(END, RUN_END),
        tell(RUN_END, END, ISSUANCE).killsBy(RUN_END),
        tell(ORDER_BY_CREDENTIAL, ISSUANCE).killsBy(ORDER_BY_CREDENTIAL),
        tell(ORDER_BY_ACCESS_KEY, ISSUANCE).killsBy(ORDER_BY_ACCESS_KEY),
        tell(ORDER_BY_JOB, ISSUANCE).killsBy(ORDER_BY_JOB),
        tell(ORDER_BY_RUN, ISSUANCE).killsBy(ORDER_BY_RUN),
        tell(ISSUANCE, ORDER_BY_RUN).killsBy(ORDER_BY_RUN),
        tell(ORDER_BY_JOB)
            .then(again(ORDER_BY_JOB), retold(ORDER_BY_JOB))
            .then(ISSUANCE)
            .killsBy(ORDER_BY_JOB),
        tell(ISSUANCE, ORDER_BY_JOB, END).killsBy(ORDER_BY_JOB),
        tell(ISSUANCE, END, ORDER_BY_JOB).killsBy(END),
        tell(ORDER_BY_JOB, ISSUANCE, END).killsBy(ORDER_BY_JOB),
        tell(END, ISSUANCE, ORDER_BY_JOB).killsBy(END),
        tell(END, ORDER_BY_JOB, ISSUANCE).killsBy(END),
        tell(ISSUANCE, ORDER_BY_JOB, RELEASE, RUN_END).killsBy(ORDER_BY_JOB, RUN_END),
        by(AHEAD, ISSUANCE).then(by(BEHIND, END)).killsBy(END),
        by(BEHIND, ISSUANCE).then(by(AHEAD, END)).killsBy(END),
        by(AHEAD, END).then(by(BEHIND, ISSUANCE)).killsBy(END),
        by(BEHIND, END).then(by(AHEAD, ISSUANCE)).killsBy(END),
        by(BEHIND, RELEASE).then(by(AHEAD, ISSUANCE), by(NONE, END)).killsBy(RELEASE),
        by(AHEAD, RUN_END).then(by(BEHIND, ISSUANCE)).killsBy(RUN_END),
        by(AHEAD, ORDER_BY_JOB).then(by(BEHIND, ISSUANCE)).killsBy(ORDER_BY_JOB),
        by(BEHIND, ORDER_BY_JOB).then(by(AHEAD, ISSUANCE)).killsBy(ORDER_BY_JOB),
        by(BEHIND, ISSUANCE).then(by(AHEAD, ORDER_BY_JOB)).killsBy(ORDER_BY_JOB));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void endsTheSameWay(Scenario scenario) {
    Play play = new Play(scenario.awsClock());
    stage.tell(play.sibling, play.rerun, play.stranger);

    scenario.steps().forEach(play::perform);

    play.assertFate(play.hero, scenario.causeFor(Reach.HERO));
    play.assertFate(play.sibling, scenario.causeFor(Reach.ATTEMPT));
    play.assertFate(play.rerun, scenario.causeFor(Reach.RUN));
    play.assertFate(play.stranger, null);
    assertThat(stage.isDenied(play.foreigner)).isFalse();
    assertThat(deadLetters.events(DeadLetter.class))
        .noneMatch(letter -> play.run.partitionKey().equals(letter.origin().key()));
  }

  /// AWS's clock may be behind by the grace that it is given.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSessionThatHasJustExpiredIsDeniedAllTheSame(boolean endFirst) {
    Play play = new Play(Duration.ofMinutes(-1).minus(LIFE));

    perform(play, endFirst);

    await()
        .untilAsserted(() -> assertThat(stage.auditKinds(play.hero)).containsExactly(DEATH_STORY));
    assertThat(stage.policies(play.role)).contains("CurfewRevokedSessions");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSessionThatHasExpiredBeforeItsEndIsKnownNeedsNothing(boolean endFirst) {
    Play play = new Play(Duration.ofMinutes(-3).minus(LIFE));

    perform(play, endFirst);

    assertThat(play.causes(play.hero)).isEmpty();
    assertThat(stage.sql("select 1 from role_guard where role_arn = '%s'".formatted(play.role)))
        .isEmpty();
    assertThat(stage.policies(play.role)).containsExactly("work");
    await()
        .untilAsserted(() ->
            assertThat(stage.auditKinds(play.hero))
                .containsExactly("credential-issued", "credential-expired"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOrderNeedsNothingOfASessionThatHasExpired(boolean orderFirst) {
    Play play = new Play(Duration.ofMinutes(-3).minus(LIFE));

    (orderFirst ? Stream.of(ORDER_BY_JOB, ISSUANCE) : Stream.of(ISSUANCE, ORDER_BY_JOB))
        .forEach(act -> play.perform(new Step(act, Telling.FIRST, NONE)));

    assertThat(play.causes(play.hero)).isEmpty();
    assertThat(stage.policies(play.role)).containsExactly("work");
  }

  private static void perform(Play play, boolean endFirst) {
    (endFirst ? Stream.of(END, ISSUANCE) : Stream.of(ISSUANCE, END))
        .forEach(act -> play.perform(new Step(act, Telling.FIRST, NONE)));
  }

  /// The end was known in time, IAM did not answer in time: the session died of its age.
  @Test
  void aSessionThatExpiresBeforeItsDenyIsWrittenDiesOfThat() {
    Play play = new Play(NONE);
    play.perform(new Step(ISSUANCE, Telling.FIRST, NONE));
    stage.sql(
        """
        insert into role_guard (role_arn, wanted, applied, not_before)
        values ('%s', 0, 0, now() + interval '1 hour')
        """
            .formatted(play.role));
    play.perform(new Step(END, Telling.FIRST, NONE));

    stage.sql(
        """
        update credential set issued_at = now() - interval '1 hour', expires_at = now() - interval '10 minutes'
        where credential_id = '%s'
        """
            .formatted(play.hero.credentialId()));
    stage.sql(
        "update role_guard set not_before = '-infinity' where role_arn = '%s'"
            .formatted(play.role));

    await()
        .untilAsserted(() ->
            assertThat(stage.auditKinds(play.hero))
                .containsExactly("credential-issued", "revocation-decided", "credential-expired"));
    await()
        .until(() ->
            stage
                .sql(
                    "select wanted = applied from role_guard where role_arn = '%s'"
                        .formatted(play.role))
                .equals(List.of(List.of("t"))));
    assertThat(stage.policies(play.role)).containsExactly("work");
  }

  @Test
  void aCredentialOfTheWholeJobOutlivesItsSteps() {
    String role = stage.role();
    JobIdentity job = Stage.job();
    CredentialIssued ofJob = stage.issue(role, job);
    CredentialIssued ofStep = ofStep("Deploy", stage.session(role, job));
    stage.send(ofStep);

    stage.send(
        new StepsCompleted(
            job,
            List.of("Deploy"),
            new Detection(Detection.Source.POLL, Instant.now(), Instant.now()),
            null));

    await().until(() -> stage.isDenied(ofStep));
    assertThat(stage.isDenied(ofJob)).isFalse();
  }

  private static CredentialIssued ofStep(String step, CredentialIssued issued) {
    return new CredentialIssued(
        issued.credentialId(),
        issued.accessKeyId(),
        issued.userId(),
        issued.roleArn(),
        issued.issuedAt(),
        issued.expiresAt(),
        issued.job(),
        issued.context(),
        step,
        issued.renews(),
        issued.tokenSha256());
  }

  private static Scenario tell(Act... acts) {
    return new Scenario(List.of(), Map.of()).then(acts);
  }

  private static Scenario by(Duration clock, Act act) {
    return new Scenario(List.of(new Step(act, Telling.FIRST, clock)), Map.of());
  }

  /// The same record.
  private static Scenario again(Act act) {
    return new Scenario(List.of(new Step(act, Telling.AGAIN, NONE)), Map.of());
  }

  /// Another event that says the same.
  private static Scenario retold(Act act) {
    return new Scenario(List.of(new Step(act, Telling.RETOLD, NONE)), Map.of());
  }

  /// Whom an act kills.
  enum Reach {
    NOBODY,
    HERO,
    ATTEMPT,
    RUN
  }

  /// What is told of the hero: a credential of the run's second attempt.
  enum Act {
    ISSUANCE("", Reach.NOBODY),
    END("job-completed", Reach.HERO),
    STEP_END("step-completed", Reach.HERO),
    END_OF_OTHER_STEPS("", Reach.NOBODY),
    RELEASE("released", Reach.HERO),
    RUN_END("run-completed", Reach.ATTEMPT),
    RUN_END_OF_EARLIER_ATTEMPT("", Reach.NOBODY),
    RUN_END_OF_LATER_ATTEMPT("run-completed", Reach.RUN),
    ORDER_BY_CREDENTIAL("ordered", Reach.HERO),
    ORDER_BY_ACCESS_KEY("ordered", Reach.HERO),
    ORDER_BY_JOB("ordered", Reach.HERO),
    ORDER_BY_RUN("ordered", Reach.RUN);

    private final String cause;
    private final Reach reach;

    Act(String cause, Reach reach) {
      this.cause = cause;
      this.reach = reach;
    }
  }

  enum Telling {
    FIRST,
    AGAIN,
    RETOLD
  }

  /// @param clock how far the teller's clock is ahead of ours; of an issuance, AWS's as well
  record Step(Act act, Telling telling, Duration clock) {
    @Override
    public String toString() {
      String how = telling == Telling.FIRST ? "" : " " + telling;
      return act + how + (clock.isZero() ? "" : " " + clock);
    }
  }

  /// @param causes what each dies of; who is not in it lives
  record Scenario(List<Step> steps, Map<Reach, Act> causes) {
    Scenario then(Act... acts) {
      return then(Stream.of(acts).map(act -> by(NONE, act)).toArray(Scenario[]::new));
    }

    Scenario then(Scenario... parts) {
      List<Step> all = new ArrayList<>(steps);
      Stream.of(parts).forEach(part -> all.addAll(part.steps));
      return new Scenario(all, causes);
    }

    Scenario sparesAll() {
      return this;
    }

    /// The hero by the first; the others by the first that reaches them.
    Scenario killsBy(Act... acts) {
      Map<Reach, Act> found = new EnumMap<>(Reach.class);
      for (Act act : acts) {
        Stream.of(Reach.HERO, Reach.ATTEMPT, Reach.RUN)
            .filter(reach -> reach.compareTo(act.reach) <= 0)
            .forEach(reach -> found.putIfAbsent(reach, act));
      }
      return new Scenario(steps, found);
    }

    @Nullable Act causeFor(Reach reach) {
      return causes.get(reach);
    }

    Duration awsClock() {
      return steps.stream()
          .filter(step -> step.act == ISSUANCE)
          .map(Step::clock)
          .findFirst()
          .orElse(NONE);
    }

    @Override
    public String toString() {
      return steps + (causes.isEmpty() ? " spares it" : " kills it by " + causes.get(Reach.HERO));
    }
  }

  /// Credentials on one role, and what was told of them.
  private final class Play {
    final String role = stage.role();
    final RunIdentity run = run(2);
    final CredentialIssued hero;
    final CredentialIssued sibling = session(2);
    final CredentialIssued rerun = session(3);
    final CredentialIssued stranger = stage.session(role, Stage.job());

    /// Nobody tells of it.
    final CredentialIssued foreigner = session(2);

    private final Map<Act, CurfewEvent> events = new EnumMap<>(Act.class);
    private final Map<Act, Envelope> told = new EnumMap<>(Act.class);

    Play(Duration awsClock) {
      hero =
          ofStep(
              "Deploy",
              stage.openedSession(role, job(2), Stage.CONTEXT, Instant.now().plus(awsClock), LIFE));
    }

    private RunIdentity run(int attempt) {
      JobIdentity any = Stage.job();
      return new RunIdentity(any.repositoryId(), any.repository(), any.runId(), attempt);
    }

    private JobIdentity job(int attempt) {
      return new JobIdentity(
          run.repositoryId(), run.repository(), run.runId(), attempt, Stage.number());
    }

    private CredentialIssued session(int attempt) {
      return stage.session(role, job(attempt));
    }

    void perform(Step step) {
      Envelope first = told.get(step.act());
      if (step.telling() == Telling.AGAIN && first != null) {
        send(first);
      } else {
        CurfewEvent event =
            events.computeIfAbsent(step.act(), act -> event(act, Instant.now().plus(step.clock())));
        Envelope envelope = Envelope.of(SOURCE, Instant.now().plus(step.clock()), event);
        told.putIfAbsent(step.act(), envelope);
        send(envelope);
      }
    }

    /// Waits for a record behind it: the same record again leaves no trace of its own.
    private void send(Envelope envelope) {
      stage.send(envelope);
      List<Envelope> behind =
          switch (envelope.event()) {
            case CredentialEvent _ ->
                List.of(
                    stage.send(new CredentialReleased(Envelope.newId(), job(2), Instant.now())));
            case JobEvent _ -> List.of(stage.send(Stage.end(job(2))));
            default ->
                IntStream.range(0, Topic.ORDERS.partitions()).mapToObj(this::ordersEnd).toList();
          };
      behind.forEach(stage::awaitApplied);
    }

    private Envelope ordersEnd(int partition) {
      Envelope envelope =
          Envelope.of(SOURCE, Instant.now(), order(Kind.JOB, Stage.number(), Instant.now()));
      ProducerRecord<String, byte[]> record = EventCodec.encode(envelope);
      stage.send(
          new ProducerRecord<>(
              record.topic(), partition, record.key(), record.value(), record.headers()));
      return envelope;
    }

    private CurfewEvent event(Act act, Instant time) {
      Instant now = time.truncatedTo(MICROS);
      Detection seen = new Detection(Detection.Source.WEBHOOK, now, now);
      return switch (act) {
        case ISSUANCE -> hero;
        case END -> new JobCompleted(hero.job(), "success", null, seen, null);
        case STEP_END -> new StepsCompleted(hero.job(), List.of("Build", "Deploy"), seen, null);
        case END_OF_OTHER_STEPS -> new StepsCompleted(hero.job(), List.of("Build"), seen, null);
        case RELEASE -> new CredentialReleased(hero.credentialId(), hero.job(), now);
        case RUN_END -> new RunCompleted(attempt(2), "success", seen, null);
        case RUN_END_OF_EARLIER_ATTEMPT -> new RunCompleted(attempt(1), "success", seen, null);
        case RUN_END_OF_LATER_ATTEMPT -> new RunCompleted(attempt(3), "success", seen, null);
        case ORDER_BY_CREDENTIAL -> order(Kind.CREDENTIAL, hero.credentialId(), now);
        case ORDER_BY_ACCESS_KEY -> order(Kind.ACCESS_KEY, hero.accessKeyId(), now);
        case ORDER_BY_JOB -> order(Kind.JOB, hero.job().jobId(), now);
        case ORDER_BY_RUN -> order(Kind.RUN, run.runId(), now);
      };
    }

    private RunIdentity attempt(int number) {
      return new RunIdentity(run.repositoryId(), run.repository(), run.runId(), number);
    }

    private static RevocationOrdered order(Kind kind, Object value, Instant at) {
      return new RevocationOrdered(
          Envelope.newId(), new OrderScope(kind, value.toString()), null, null, "r", "erin", at);
    }

    void assertFate(CredentialIssued credential, @Nullable Act cause) {
      if (cause == null) {
        assertThat(stage.auditKinds(credential)).containsExactly(LIFE_STORY);
        assertThat(causes(credential)).isEmpty();
        assertThat(stage.isDenied(credential)).isFalse();
      } else {
        await()
            .untilAsserted(
                () -> assertThat(stage.auditKinds(credential)).containsExactly(DEATH_STORY));
        assertThat(causes(credential))
            .containsExactly(List.of(cause.cause, told(cause).id().toString()));
        assertThat(stage.isDenied(credential)).isTrue();
      }
    }

    private Envelope told(Act act) {
      Envelope envelope = told.get(act);
      assertThat(envelope).isNotNull();
      return envelope;
    }

    List<List<@Nullable String>> causes(CredentialIssued credential) {
      return stage.sql(
          "select cause, cause_event_id from revocation where credential_id = '%s'"
              .formatted(credential.credentialId()));
    }
  }
}
