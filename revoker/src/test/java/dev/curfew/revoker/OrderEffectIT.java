package dev.curfew.revoker;

import static dev.curfew.schemas.event.OrderScope.Kind.ACCESS_KEY;
import static dev.curfew.schemas.event.OrderScope.Kind.ACCOUNT;
import static dev.curfew.schemas.event.OrderScope.Kind.ACTOR;
import static dev.curfew.schemas.event.OrderScope.Kind.ALL;
import static dev.curfew.schemas.event.OrderScope.Kind.COMMIT;
import static dev.curfew.schemas.event.OrderScope.Kind.CREDENTIAL;
import static dev.curfew.schemas.event.OrderScope.Kind.ENVIRONMENT;
import static dev.curfew.schemas.event.OrderScope.Kind.JOB;
import static dev.curfew.schemas.event.OrderScope.Kind.ORGANISATION;
import static dev.curfew.schemas.event.OrderScope.Kind.REF;
import static dev.curfew.schemas.event.OrderScope.Kind.REPOSITORY;
import static dev.curfew.schemas.event.OrderScope.Kind.REPOSITORY_ID;
import static dev.curfew.schemas.event.OrderScope.Kind.ROLE;
import static dev.curfew.schemas.event.OrderScope.Kind.RUN;
import static dev.curfew.schemas.event.OrderScope.Kind.RUNNER;
import static dev.curfew.schemas.event.OrderScope.Kind.WORKFLOW;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What orders do: whom they hit, whom they spare, now and later.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@WithTestResource(IdentityProviderResource.class)
@SuppressWarnings("NullAway.Init") // injected
class OrderEffectIT {
  private static final Duration LIFE = Duration.ofHours(4);

  SurroundingsResource surroundings;
  IdentityProviderResource people;
  Stage stage;
  String role;
  Map<Kind, String> facts;

  /// Where issue times count from: AWS knows whole seconds.
  Instant start;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    role = stage.role();
    facts = facts();
    start = Instant.now().truncatedTo(SECONDS);
  }

  @AfterEach
  void close() {
    surroundings.aws().faults().heal();
    stage.close();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(JOB).spares(_ -> number()),
        row(RUN).spares(_ -> number()),
        row(REPOSITORY)
            .spares(name -> name + "-2", name -> "x" + name, name -> name.replace("/", "-2/")),
        row(REPOSITORY).asked(OrderEffectIT::upper).spares(name -> name + "-2"),
        row(REPOSITORY_ID).spares(_ -> number()),
        row(ORGANISATION, REPOSITORY)
            .asked(name -> name.split("/", -1)[0])
            .spares(name -> name.replace("/", "-2/"), name -> "x" + name),
        row(ORGANISATION, REPOSITORY)
            .asked(name -> upper(name.split("/", -1)[0]))
            .spares(name -> name.replace("/", "-2/")),
        row(COMMIT).spares(_ -> commit()),
        row(COMMIT).asked(OrderEffectIT::upper).spares(_ -> commit()),
        row(REF)
            .spares(ref -> ref + "-2", OrderEffectIT::upper, ref -> ref.replace("heads", "tags")),
        row(WORKFLOW).spares(path -> path + "-2", OrderEffectIT::upper, OrderEffectIT::withoutRef),
        row(WORKFLOW)
            .asked(OrderEffectIT::withoutRef)
            .spares(path -> path.replace(".yml", ".yaml"), OrderEffectIT::upper),
        row(ENVIRONMENT).spares(name -> name + "-2", _ -> null),
        row(ENVIRONMENT).asked(OrderEffectIT::upper).spares(name -> name + "-2"),
        row(ACTOR).spares(login -> login + "-2"),
        row(ACTOR).asked(OrderEffectIT::upper).spares(login -> login + "-2"),
        row(RUNNER).spares(name -> name + "-2", OrderEffectIT::upper, _ -> null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void hitsExactlyWhatAgreesOnAnyRole(Row row) {
    CredentialIssued hit = session(role, facts, start);
    CredentialIssued hitToo = session(stage.role(), facts, start);
    List<CredentialIssued> neighbours =
        row.others(facts).map(others -> session(role, others, start)).toList();
    CredentialIssued foreign = session(role, facts, start); // nobody told of it
    stage.tell(hit, hitToo);
    stage.tell(neighbours);

    Envelope order = give(row.kind(), row.value(facts));

    assertKilledBy(order, hit, hitToo);
    assertThat(found(order)).containsExactlyInAnyOrder(id(hit), id(hitToo));
    assertThat(neighbours).allSatisfy(this::assertUntouched);
    assertThat(stage.isDenied(foreign)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"credential", "CREDENTIAL", "access-key"})
  void hitsOneOfSeveralCredentialsOfAJob(String named) {
    CredentialIssued hit = session(role, facts, start);
    CredentialIssued neighbour = session(role, facts, start);
    stage.tell(hit, neighbour);

    Envelope order =
        switch (named) {
          case "credential" -> give(CREDENTIAL, id(hit));
          case "access-key" -> give(ACCESS_KEY, hit.accessKeyId());
          default -> give(CREDENTIAL, upper(id(hit)));
        };

    assertKilledBy(order, hit);
    assertThat(found(order)).containsExactly(id(hit));
    assertUntouched(neighbour);
  }

  @Test
  void sparesWhatWasIssuedAtItsDateOrAfter() {
    CredentialIssued before = session(role, facts, start.minusSeconds(61));
    CredentialIssued at = session(role, facts, start.minusSeconds(60));
    CredentialIssued after = session(role, facts, start);
    stage.tell(before, at, after);

    Envelope order = give(REPOSITORY, facts.get(REPOSITORY), start.minusSeconds(60), null);

    assertKilledBy(order, before);
    // Roles of their own: nothing that the horizon has passed surfaces on one that is written.
    CredentialIssued lateBefore = session(stage.role(), facts, start.minusSeconds(61));
    CredentialIssued lateAt = session(stage.role(), facts, start.minusSeconds(60));
    stage.tell(lateBefore, lateAt);
    assertKilledBy(order, lateBefore);
    assertThat(List.of(at, after, lateAt)).allSatisfy(this::assertUntouched);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REPOSITORY",
        "REPOSITORY_ID",
        "COMMIT",
        "REF",
        "WORKFLOW",
        "ENVIRONMENT",
        "ACTOR",
        "RUNNER"
      })
  void withoutQuarantineOnlyOlderOnesDieWhenTheySurface(Kind kind) {
    Envelope order = give(kind, facts.get(kind));
    CredentialIssued older = session(role, facts, start);
    CredentialIssued younger = session(role, facts, start.plusSeconds(60));

    stage.tell(older, younger);

    assertKilledBy(order, older);
    assertUntouched(younger);
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB", "RUN"})
  void whatIsFiniteIsNeverSpared(Kind kind) {
    Envelope order = give(kind, facts.get(kind));
    CredentialIssued younger = session(role, facts, start.plusSeconds(600));

    stage.tell(younger);

    assertKilledBy(order, younger);
  }

  @Test
  void inQuarantineNewOnesDieUntilItsEnd() {
    Envelope order = give(ACTOR, facts.get(ACTOR), null, start.plusSeconds(600));
    CredentialIssued older = session(role, facts, start);
    CredentialIssued within = session(role, facts, start.plusSeconds(599));
    CredentialIssued after = session(role, facts, start.plusSeconds(600));

    stage.tell(older, within, after);

    assertKilledBy(order, older, within);
    assertUntouched(after);
  }

  /// The date spares the old ones, the quarantine does not spare the new ones.
  @Test
  void aQuarantineHoldsBesidesADate() {
    CredentialIssued known = session(role, facts, start.minusSeconds(30));
    stage.tell(known);

    Envelope order = give(ACTOR, facts.get(ACTOR), start.minusSeconds(60), start.plusSeconds(600));
    CredentialIssued spared = session(stage.role(), facts, start.minusSeconds(30));
    CredentialIssued within = session(role, facts, start.plusSeconds(300));
    stage.tell(spared, within);

    assertKilledBy(order, within);
    assertUntouched(known);
    assertUntouched(spared);
  }

  /// AWS tells issue times in whole seconds: one issued just after the order seems to be older.
  @Test
  void aQuarantineHoldsFromTheSecondInWhichItBegins() {
    Envelope order = give(ACTOR, facts.get(ACTOR), start.minusSeconds(60), start.plusSeconds(600));
    Instant begun =
        Instant.parse(
            one(
                "select to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from revocation_order where order_id = '%s'"
                    .formatted(orderId(order))));
    CredentialIssued first = session(role, facts, begun);

    stage.tell(first);

    assertKilledBy(order, first);
  }

  @Test
  void aLiftEndsTheQuarantineAndResurrectsNobody() {
    CredentialIssued known = session(role, facts, start);
    stage.tell(known);
    Envelope order = give(REPOSITORY, facts.get(REPOSITORY), null, start.plusSeconds(3600));
    assertKilledBy(order, known);

    lift(order, start.plusSeconds(600));
    CredentialIssued before = session(role, facts, start.plusSeconds(300));
    CredentialIssued after = session(role, facts, start.plusSeconds(600));
    stage.tell(before, after);

    assertKilledBy(order, before, known);
    assertUntouched(after);
  }

  @Test
  void aLiftEndsTheCatchingOfWhatIsFinite() {
    Envelope order = give(RUN, facts.get(RUN));

    lift(order, start.plusSeconds(600));
    CredentialIssued before = session(role, facts, start.plusSeconds(300));
    CredentialIssued after = session(role, facts, start.plusSeconds(600));
    stage.tell(before, after);

    assertKilledBy(order, before);
    assertUntouched(after);
  }

  /// A lift takes back; it must not catch what its order did not.
  @Test
  void aLiftOfAnOrderWithoutQuarantineCatchesNobody() {
    Envelope order = give(REPOSITORY, facts.get(REPOSITORY));

    lift(order, start.plusSeconds(600));
    CredentialIssued between = session(role, facts, start.plusSeconds(300));
    CredentialIssued older = session(role, facts, start);
    stage.tell(between, older);

    assertKilledBy(order, older);
    assertUntouched(between);
  }

  @Test
  void aLiftThatIsReadBeforeItsOrderHolds() {
    CredentialIssued known = session(role, facts, start);
    stage.tell(known);
    RevocationOrdered order =
        order(REPOSITORY, facts.get(REPOSITORY), null, start.plusSeconds(3600));
    stage.awaitApplied(stage.send(new OrderLifted(order.orderId(), "case closed", "erin", start)));

    Envelope given = stage.send(order);
    stage.awaitApplied(given);
    CredentialIssued younger = session(role, facts, start.plusSeconds(300));
    stage.tell(younger);

    assertKilledBy(given, known);
    assertUntouched(younger);
  }

  @Test
  void aRoleWideOrderDeniesWhoeverWasThereBefore() {
    CredentialIssued known = session(role, facts, start);
    CredentialIssued foreign = foreign(role, start);
    CredentialIssued foreignLater = foreign(role, start.plusSeconds(120));
    String otherRole = stage.role();
    CredentialIssued elsewhere = session(otherRole, facts, start);
    CredentialIssued foreignElsewhere = foreign(otherRole, start);
    stage.tell(known, elsewhere);

    Envelope order = give(ROLE, role);

    assertKilledBy(order, known);
    assertThat(stage.isDenied(foreign)).isTrue();
    CredentialIssued surfaced = session(role, facts, start);
    CredentialIssued younger = session(role, facts, start.plusSeconds(120));
    stage.tell(surfaced, younger);
    assertKilledBy(order, surfaced);
    assertThat(List.of(foreignLater, foreignElsewhere)).noneMatch(stage::isDenied);
    assertUntouched(younger);
    assertUntouched(elsewhere);
    assertThat(awaitDone(orderId(order)).getBoolean("roleWide")).isTrue();
  }

  @Test
  void aRoleWideOrderGoesByItsDate() {
    CredentialIssued before = foreign(role, start.minusSeconds(61));
    CredentialIssued at = foreign(role, start.minusSeconds(60));

    Envelope first = give(ROLE, role, start.minusSeconds(60), null);

    awaitDone(orderId(first));
    assertThat(stage.isDenied(before)).isTrue();
    assertThat(stage.isDenied(at)).isFalse();

    Envelope second = give(ROLE, role, start.minusSeconds(120), null); // takes nothing back
    awaitDone(orderId(second));
    assertThat(stage.isDenied(before)).isTrue();

    Envelope third = give(ROLE, role);
    awaitDone(orderId(third));
    assertThat(stage.isDenied(at)).isTrue();
  }

  @Test
  void anAccountIsAllRolesOfItThatAreKnown() {
    String one = stage.roleElsewhere();
    String two = stage.roleElsewhere();
    CredentialIssued known = session(one, facts, start);
    CredentialIssued knownToo = session(two, facts(), start);
    CredentialIssued foreign = foreign(two, start);
    CredentialIssued foreignLater = foreign(two, start.plusSeconds(120));
    CredentialIssued elsewhere = session(role, facts, start);
    stage.tell(known, knownToo, elsewhere);

    Envelope order = give(ACCOUNT, SurroundingsResource.OTHER_ACCOUNT);

    assertKilledBy(order, known, knownToo);
    assertThat(stage.isDenied(foreign)).isTrue();
    assertThat(stage.isDenied(foreignLater)).isFalse();
    assertUntouched(elsewhere);
    assertThat(found(order)).doesNotContain(id(elsewhere));
    awaitDone(orderId(order));
  }

  /// Dated, since other tests have sessions of their own.
  @Test
  void allIsAllRolesOfAllAccounts() {
    Instant date = start.minus(Duration.ofHours(2));
    String elsewhere = stage.roleElsewhere();
    CredentialIssued old = session(role, facts, date.minusSeconds(1));
    CredentialIssued oldElsewhere = session(elsewhere, facts, date.minusSeconds(1));
    CredentialIssued foreign = foreign(elsewhere, date.minusSeconds(1));
    // A second would leave the planner in doubt.
    CredentialIssued young = session(role, facts, date.plusSeconds(2));
    CredentialIssued foreignYoung = foreign(elsewhere, date);
    stage.tell(old, oldElsewhere, young);

    Envelope order = give(ALL, null, date, null);

    assertKilledBy(order, old, oldElsewhere);
    assertThat(stage.isDenied(foreign)).isTrue();
    assertThat(stage.isDenied(foreignYoung)).isFalse();
    assertUntouched(young);
    assertThat(found(order)).containsExactlyInAnyOrder(id(old), id(oldElsewhere));
  }

  @Test
  void overHttpAnOrderIsWatchedUntilAllAreDead() {
    CredentialIssued first = session(role, facts, start);
    CredentialIssued second = session(stage.role(), facts, start);
    stage.tell(first, second);

    UUID order =
        UUID.fromString(
            post(
                    "/orders",
                    """
                    {"scope":{"kind":"repository","value":"%s"},"reason":"case 4711","quarantineUntil":"%s"}
                    """
                        .formatted(facts.get(REPOSITORY), start.plusSeconds(3600)))
                .path("orderId"));

    assertThat(awaitDone(order).getInt("counts.found")).isEqualTo(2);
    assertThat(List.of(first, second)).allMatch(stage::isDenied);

    CredentialIssued third = session(role, facts, start.plusSeconds(300));
    stage.tell(third);
    await().until(() -> progress(order).getInt("counts.found") == 3);
    JsonPath done = awaitDone(order);
    assertThat(done.getList("credentials.accessKeyId"))
        .containsExactlyInAnyOrder(first.accessKeyId(), second.accessKeyId(), third.accessKeyId());
    assertThat(done.getList("credentials.cause")).containsOnly("ordered");
    assertThat(done.getList("roles.denyApplied")).containsOnly(true);
    assertThat(stage.isDenied(third)).isTrue();

    assertThat(post("/orders/" + order + "/lift", "{\"reason\":\"case closed\"}").statusCode())
        .isEqualTo(202);
    await().until(() -> "erin".equals(progress(order).getString("lifted.person")));
    CredentialIssued fourth = session(role, facts, start.plusSeconds(600));
    stage.tell(fourth);
    assertUntouched(fourth);
    assertThat(stage.isDenied(first)).isTrue();
  }

  @Test
  void aPersonWithAConsoleProducerOrdersAndLifts() {
    CredentialIssued credential = session(role, facts, start);
    stage.tell(credential);

    bare(
        """
        {"scope":{"kind":"repository","value":"%s"},"reason":"case %s","person":"robin","quarantineUntil":"%s"}
        """
            .formatted(facts.get(REPOSITORY), facts.get(RUN), start.plusSeconds(3600)));

    await().until(() -> stage.isDenied(credential));
    String order =
        one(
            "select order_id from revocation_order where reason = 'case %s'"
                .formatted(facts.get(RUN)));
    assertThat(awaitDone(UUID.fromString(order)).getString("person")).isEqualTo("robin");

    bare("{\"lift\":\"%s\",\"reason\":\"case closed\",\"person\":\"robin\"}".formatted(order));
    await()
        .until(() -> "robin".equals(progress(UUID.fromString(order)).getString("lifted.person")));
    CredentialIssued younger = session(role, facts, start.plusSeconds(300));
    stage.tell(younger);
    assertUntouched(younger);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"scope":{"kind":"run","value":"%s"},"reason":"r"} | person is missing
          {"scope":{"kind":"run","value":"%s"},"reason":"r","person":"robin","dryRun":true} | unknown field dryRun
          {"scope":{"kind":"run","value":%s},"reason":"r","person":"robin"} | scope.value has the wrong type
          {"scope":{"kind":"runs","value":"%s"},"reason":"r","person":"robin"} | scope.kind is not one of
          run %s | not JSON
          """)
  void whatIsNoOrderIsBuriedAndHitsNobody(String order, String detail) {
    CredentialIssued credential = session(role, facts, start);
    stage.tell(credential);
    String text = order.formatted(facts.get(RUN));
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));

    bare(text);

    try (TopicReader deadLetters =
        new TopicReader(surroundings.bootstrapServers(), Topic.DEAD_LETTERS)) {
      await()
          .untilAsserted(() ->
              assertThat(deadLetters.events(DeadLetter.class))
                  .filteredOn(letter -> base64.equals(letter.payloadBase64()))
                  .singleElement()
                  .satisfies(letter -> {
                    assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.INVALID_DATA);
                    assertThat(letter.detail()).startsWith(detail);
                    assertThat(letter.origin().channel()).isEqualTo("curfew.orders");
                  }));
    }
    assertUntouched(credential);
  }

  /// New ends do not make an IAM that refuses more willing; a person who waits is worth a try.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOrderEndsARolesPause(boolean ofTheDying) {
    CredentialIssued dying = session(role, facts, start);
    CredentialIssued running = session(role, facts(), start);
    CredentialIssued marker = session(stage.role(), facts(), start);
    stage.tell(dying, running, marker);
    stage.sql(
        """
        insert into role_guard (role_arn, wanted, attempts, last_error, not_before)
        values ('%s', 0, 5, 'Throttling', now() + interval '1 hour')
        """
            .formatted(role));
    stage.awaitApplied(stage.send(Stage.end(dying.job())));
    stage.awaitApplied(stage.send(Stage.end(marker.job())));
    await().until(() -> stage.isDenied(marker));
    assertThat(stage.isDenied(dying)).isFalse();

    give(RUN, String.valueOf((ofTheDying ? dying : running).job().runId()));

    await().until(() -> stage.isDenied(dying));
    assertThat(stage.isDenied(running)).isEqualTo(!ofTheDying);
  }

  private static Row row(Kind kind) {
    return row(kind, kind);
  }

  private static Row row(Kind kind, Kind fact) {
    return new Row(kind, fact, UnaryOperator.identity(), List.of());
  }

  /// What a neighbour has; null for nothing.
  @FunctionalInterface
  interface Other {
    @Nullable String than(String value);
  }

  /// A fact, how it is asked for, and what neighbours have in its place.
  record Row(Kind kind, Kind fact, UnaryOperator<String> spelling, List<Other> differently) {
    Row asked(UnaryOperator<String> so) {
      return new Row(kind, fact, so, differently);
    }

    Row spares(Other... others) {
      return new Row(kind, fact, spelling, List.of(others));
    }

    String value(Map<Kind, String> facts) {
      return spelling.apply(value(facts, fact));
    }

    private static String value(Map<Kind, String> facts, Kind fact) {
      return String.valueOf(facts.get(fact));
    }

    Stream<Map<Kind, String>> others(Map<Kind, String> facts) {
      return differently.stream()
          .map(other -> {
            Map<Kind, String> others = new EnumMap<>(facts);
            String differs = other.than(value(facts, fact));
            if (differs == null) {
              others.remove(fact);
            } else {
              others.put(fact, differs);
            }
            return others;
          });
    }

    @Override
    public String toString() {
      return kind + " " + value(facts());
    }
  }

  /// Of a job that shares nothing with any other test's.
  private static Map<Kind, String> facts() {
    String unique = number();
    Map<Kind, String> facts = new EnumMap<>(Kind.class);
    facts.put(JOB, number());
    facts.put(RUN, number());
    facts.put(REPOSITORY, "org-%s/repo".formatted(unique));
    facts.put(REPOSITORY_ID, number());
    facts.put(COMMIT, commit());
    facts.put(REF, "refs/heads/branch-" + unique);
    facts.put(
        WORKFLOW, "org/repo/.github/workflows/deploy-%s.yml@refs/heads/main".formatted(unique));
    facts.put(ENVIRONMENT, "prod-" + unique);
    facts.put(ACTOR, "actor-" + unique);
    facts.put(RUNNER, "runner-" + unique);
    return facts;
  }

  private static String number() {
    return Long.toString(Stage.number());
  }

  private static String commit() {
    return "%026xabcdef%08x".formatted(Stage.number(), 7);
  }

  private static String upper(String text) {
    return text.startsWith("refs/heads/")
        ? "refs/heads/" + text.substring(11).toUpperCase(Locale.ROOT)
        : text.toUpperCase(Locale.ROOT);
  }

  private static String withoutRef(String workflow) {
    return workflow.substring(0, workflow.indexOf('@'));
  }

  private CredentialIssued session(String roleArn, Map<Kind, String> facts, Instant issuedAt) {
    return stage.openedSession(
        roleArn,
        new JobIdentity(
            Long.parseLong(String.valueOf(facts.get(REPOSITORY_ID))),
            String.valueOf(facts.get(REPOSITORY)),
            Long.parseLong(String.valueOf(facts.get(RUN))),
            1,
            Long.parseLong(String.valueOf(facts.get(JOB)))),
        new JobContext(
            String.valueOf(facts.get(COMMIT)),
            String.valueOf(facts.get(REF)),
            String.valueOf(facts.get(WORKFLOW)),
            facts.get(ENVIRONMENT),
            String.valueOf(facts.get(ACTOR)),
            "push",
            facts.get(RUNNER)),
        issuedAt,
        LIFE);
  }

  /// One that no event tells of.
  private CredentialIssued foreign(String roleArn, Instant issuedAt) {
    return session(roleArn, facts, issuedAt);
  }

  private Envelope give(Kind kind, @Nullable String value) {
    return give(kind, value, null, null);
  }

  private Envelope give(
      Kind kind,
      @Nullable String value,
      @Nullable Instant issuedBefore,
      @Nullable Instant quarantineUntil) {
    Envelope given = stage.send(order(kind, value, issuedBefore, quarantineUntil));
    stage.awaitApplied(given);
    return given;
  }

  private static RevocationOrdered order(
      Kind kind,
      @Nullable String value,
      @Nullable Instant issuedBefore,
      @Nullable Instant quarantineUntil) {
    return new RevocationOrdered(
        Envelope.newId(),
        new OrderScope(kind, value),
        issuedBefore,
        quarantineUntil,
        "case 4711",
        "erin",
        Instant.now());
  }

  private void lift(Envelope order, Instant at) {
    stage.awaitApplied(stage.send(new OrderLifted(orderId(order), "case closed", "erin", at)));
  }

  private void bare(String json) {
    stage.send(new ProducerRecord<>(Topic.ORDERS.topicName(), null, json.getBytes(UTF_8)));
  }

  private static UUID orderId(Envelope order) {
    return ((RevocationOrdered) order.event()).orderId();
  }

  private static String id(CredentialIssued credential) {
    return credential.credentialId().toString();
  }

  private void assertKilledBy(Envelope order, CredentialIssued... credentials) {
    for (CredentialIssued credential : credentials) {
      await()
          .untilAsserted(() ->
              assertThat(stage.auditKinds(credential))
                  .containsExactly(
                      "credential-issued",
                      "revocation-decided",
                      "revocation-applied",
                      "revocation-effective"));
      assertThat(stage.isDenied(credential)).isTrue();
      assertThat(
              stage.sql(
                  "select cause, cause_event_id from revocation where credential_id = '%s'"
                      .formatted(id(credential))))
          .containsExactly(List.of("ordered", order.id().toString()));
    }
  }

  private void assertUntouched(CredentialIssued credential) {
    assertThat(stage.auditKinds(credential)).containsExactly("credential-issued");
    assertThat(stage.isDenied(credential)).isFalse();
  }

  private List<String> found(Envelope order) {
    return stage
        .sql("select credential_id from order_hit where order_id = '%s'".formatted(orderId(order)))
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  private String one(String query) {
    return String.valueOf(stage.sql(query).getFirst().getFirst());
  }

  private JsonPath awaitDone(UUID order) {
    await().until(() -> "done".equals(progress(order).getString("state")));
    return progress(order);
  }

  private JsonPath progress(UUID order) {
    return given().auth().oauth2(people.viewer()).get("/orders/" + order).jsonPath();
  }

  private Response post(String path, String body) {
    return given()
        .auth()
        .oauth2(people.responder())
        .contentType("application/json")
        .body(body)
        .post(path);
  }
}
