package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderEvent;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders over HTTP: given, tried out, watched, lifted.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@WithTestResource(IdentityProviderResource.class)
@SuppressWarnings("NullAway.Init") // injected
class OrderIT {
  SurroundingsResource surroundings;
  IdentityProviderResource people;
  Stage stage;
  TopicReader orders;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    orders = new TopicReader(surroundings.bootstrapServers(), Topic.ORDERS);
  }

  @AfterEach
  void close() {
    surroundings.aws().faults().heal();
    orders.close();
    stage.close();
  }

  @Test
  void anOrderIsOnKafkaBeforeItIsAccepted() {
    String body =
        """
        {"scope":{"kind":"ref","value":"refs/heads/nobodys"},"issuedBefore":"2026-11-23T10:15:40Z",
         "quarantineUntil":"2199-01-01T00:00:00Z","reason":"case 4711","person":"erin"}
        """;

    Response answer = post("/orders", body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    UUID id = UUID.fromString(answer.path("orderId"));
    assertThat(answer.header("Location")).endsWith("/orders/" + id);
    RevocationOrdered order = onKafka(id, RevocationOrdered.class);
    assertThat(order)
        .isEqualTo(
            new RevocationOrdered(
                id,
                new OrderScope(Kind.REF, "refs/heads/nobodys"),
                Instant.parse("2026-11-23T10:15:40Z"),
                Instant.parse("2199-01-01T00:00:00Z"),
                "case 4711",
                "erin",
                order.orderedAt()));
  }

  @Test
  void nobodyOrdersInAnothersName() {
    Response answer =
        post("/orders", "{\"scope\":{\"kind\":\"all\"},\"reason\":\"r\",\"person\":\"robin\"}");

    assertProblem(answer, 403, "not-your-name", "leave out person: the token says who you are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | scope is missing
          {"scope":{"kind":"all"}} | reason is missing
          {"scope":{"kind":"all"},"reason":"r","dryRun":true} | unknown field dryRun
          {"scope":{"kind":"repo","value":"a/b"},"reason":"r"} | scope.kind is not one of credential, access-key, job, run, repository, repository-id, organisation, commit, ref, workflow, environment, actor, runner, role, account, all
          {"scope":{"kind":"commit","value":"3484a3f"},"reason":"r"} | scope value has not the form it must have
          {"scope":{"kind":"all"},"reason":"r","quarantineUntil":"2020-01-01T00:00:00Z"} | quarantineUntil is not after the order
          {"scope":{"kind":"all"},"reason":"r","issuedBefore":"2126-01-01T00:00:00Z"} | issuedBefore is after the order
          {"lift":"0199f0a0-7c00-7000-8000-000000000002","reason":"r"} | lift has no place here
          {"scope":{"kind":"workflow","value":"deploy.yml"},"reason":"r"} | scope value has not the form it must have
          {"scope":{"kind":"all"},"reason":"r\\u001b[2J"} | reason has a control character
          {"scope":{"kind":"all"},"reason":"r\\u0000"} | reason has a character that is no text
          {"scope":{"kind":"environment","value":"\\u0000x"},"reason":"r"} | scope value has a character that is no text
          null | not one JSON object
          [] | not one JSON object
          """)
  void whatIsNoOrderIsRefusedAndSaysWhy(String body, String detail) {
    assertProblem(post("/orders", body), 400, "invalid-request", detail);
    assertProblem(post("/orders?dryRun=true", body), 400, "invalid-request", detail);
  }

  @Test
  void whatHttpRefusesHasItsOwnStatus() {
    assertThat(as(people.responder()).get("/orders/x/lift").statusCode()).isEqualTo(405);
    assertThat(as(people.responder()).accept("text/html").get("/orders").statusCode())
        .isEqualTo(406);
    assertThat(
            as(people.responder())
                .body("{}")
                .contentType("text/plain")
                .post("/orders")
                .statusCode())
        .isEqualTo(415);
    assertThat(post("/orders", " ".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dryrun=true", "dryRun=yes", "dryRun", "dryRun=false&dryRun=true", "x=1"})
  void aDryRunThatIsMisspeltIsNoOrder(String query) {
    int before = orders.records().size();

    Response answer = post("/orders?" + query, "{\"scope\":{\"kind\":\"all\"},\"reason\":\"r\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(orders.records()).hasSize(before);
  }

  @Test
  void aDryRunCountsWhatIsAliveAndChangesNothing() {
    int before = orders.records().size();
    String role = stage.role();
    JobIdentity ended = Stage.job();
    JobIdentity running = Stage.job();
    CredentialIssued dead = stage.issue(role, ended);
    stage.issue(role, running);
    CredentialIssued latest = stage.issue(role, running);
    stage.send(Stage.end(ended));
    await().until(() -> known(latest) && stage.isDenied(dead));

    JsonPath byRun = dryRun("run", Long.toString(running.runId()), "");
    JsonPath byRole = dryRun("role", role, "");
    JsonPath before2021 = dryRun("role", role, ",\"issuedBefore\":\"2021-01-01T00:00:00Z\"");

    assertThat(byRun.getInt("credentials")).isEqualTo(2);
    assertThat(byRun.getBoolean("roleWide")).isFalse();
    assertThat(byRun.getString("roles[0].roleArn")).isEqualTo(role);
    assertThat(byRun.getInt("roles[0].credentials")).isEqualTo(2);
    assertThat(byRole.getInt("credentials")).isEqualTo(2);
    assertThat(byRole.getBoolean("roleWide")).isTrue();
    assertThat(before2021.getInt("credentials")).isZero();
    assertThat(before2021.getString("roles[0].roleArn")).isEqualTo(role);
    assertThat(orders.records()).hasSize(before);
    assertThat(stage.isDenied(latest)).isFalse();
  }

  @Test
  void aDryRunNamesEachRoleThatTheOrderWouldDeny() {
    String role = stage.role();
    String elsewhere = stage.roleElsewhere();
    JobIdentity ended = Stage.job();
    CredentialIssued dead = stage.issue(role, ended);
    CredentialIssued alive = stage.issue(elsewhere, Stage.job());
    stage.send(Stage.end(ended));
    await().until(() -> known(alive) && stage.isDenied(dead));

    JsonPath account = dryRun("account", SurroundingsResource.ACCOUNT, "");
    JsonPath all =
        post("/orders?dryRun=true", "{\"scope\":{\"kind\":\"all\"},\"reason\":\"r\"}").jsonPath();

    assertThat(account.getInt(inRole(role, "credentials"))).isZero();
    assertThat(account.getBoolean(inRole(role, "known"))).isTrue();
    assertThat(account.getList("roles.roleArn")).doesNotContain(elsewhere);
    assertThat(all.getInt(inRole(role, "credentials"))).isZero();
    assertThat(all.getInt(inRole(elsewhere, "credentials"))).isEqualTo(1);
    assertThat(dryRun("run", Long.toString(ended.runId()), "").getList("roles")).isEmpty();
  }

  @Test
  void aDryRunSaysThatARoleIsUnknown() {
    String role = stage.role();
    CredentialIssued expired = stage.issue(role, Stage.job());
    await().until(() -> known(expired));
    stage.pass(role, Duration.ofHours(1));

    JsonPath known = dryRun("role", role, "");
    JsonPath byPath = dryRun("role", role.replace(":role/", ":role/some/path/"), "");
    JsonPath unknown = dryRun("role", role + "-misspelt", "");

    assertThat(known.getInt("credentials")).isZero();
    assertThat(known.getBoolean(inRole(role, "known"))).isTrue();
    assertThat(byPath.getBoolean(inRole(role, "known"))).isTrue();
    assertThat(unknown.getBoolean(inRole(role + "-misspelt", "known"))).isFalse();
  }

  private static String inRole(String role, String field) {
    return "roles.find { it.roleArn == '%s' }.%s".formatted(role, field);
  }

  @Test
  void progressTellsOfEachCredentialUntilAllAreDead() {
    String role = stage.role();
    JobIdentity ended = Stage.job();
    CredentialIssued dead = stage.issue(role, ended);
    CredentialIssued alive = stage.issue(role, siblingOf(ended));
    stage.send(Stage.end(ended));
    await().until(() -> known(alive) && applied(dead));
    surroundings.aws().faults().iamDown(true);

    UUID id = give("run", Long.toString(ended.runId()));
    await().until(() -> get("/orders/" + id).getString("roles[0].lastError") != null);
    JsonPath pending = get("/orders/" + id);
    surroundings.aws().faults().heal();

    assertThat(pending.getString("state")).isEqualTo("pending");
    assertThat(pending.getInt("counts.found")).isEqualTo(2);
    assertThat(pending.getInt("counts.dying")).isEqualTo(1);
    assertThat(pending.getString("scope.kind")).isEqualTo("run");
    assertThat(pending.getString("person")).isEqualTo("erin");
    assertThat(pending.getString("credentials[0].accessKeyId")).isEqualTo(alive.accessKeyId());
    assertThat(pending.getString("credentials[0].state")).isEqualTo("dying");
    assertThat(pending.getString("credentials[0].cause")).isEqualTo("ordered");
    assertThat(pending.getString("credentials[1].accessKeyId")).isEqualTo(dead.accessKeyId());
    assertThat(pending.getString("credentials[1].state")).isIn("denied", "effective");
    assertThat(pending.getString("credentials[1].cause")).isEqualTo("job-completed");
    assertThat(pending.getLong("credentials[1].job.jobId")).isEqualTo(ended.jobId());
    assertThat(pending.getString("roles[0].roleArn")).isEqualTo(role);
    assertThat(pending.getBoolean("roles[0].denyApplied")).isFalse();
    awaitDone(id);
    assertThat(stage.isDenied(alive)).isTrue();
    assertThat(get("/orders/" + id).getBoolean("roles[0].denyApplied")).isTrue();
  }

  @Test
  void aCredentialThatExpiredFirstIsDeadToo() {
    CredentialIssued credential = stage.issue(stage.role(), Stage.job());
    await().until(() -> known(credential));
    surroundings.aws().faults().iamDown(true);
    UUID id = give("credential", credential.credentialId().toString());
    assertThat(get("/orders/" + id).getString("state")).isEqualTo("pending");

    stage.sql(
        "update credential set issued_at = now() - interval '1 hour', expires_at = now() - interval '1 s' where credential_id = '%s'"
            .formatted(credential.credentialId()));

    JsonPath progress = get("/orders/" + id);
    assertThat(progress.getString("credentials[0].state")).isEqualTo("expired");
    assertThat(progress.getInt("counts.expired")).isEqualTo(1);
    assertThat(progress.getString("state")).isEqualTo("done");
  }

  @Test
  void aRoleWideOrderIsDoneWhenTheRolesDenyStands() {
    String role = stage.role();
    CredentialIssued foreign = stage.session(role, Stage.job()); // nobody told of it
    surroundings.aws().faults().iamDown(true);

    UUID id = give("role", role);
    JsonPath pending = get("/orders/" + id);
    assertThat(stage.isDenied(foreign)).isFalse();
    surroundings.aws().faults().heal();

    assertThat(pending.getString("state")).isEqualTo("pending");
    assertThat(pending.getBoolean("roleWide")).isTrue();
    assertThat(pending.getInt("counts.found")).isZero();
    assertThat(pending.getString("roles[0].roleArn")).isEqualTo(role);
    assertThat(pending.getBoolean("roles[0].denyApplied")).isFalse();
    awaitDone(id);
    assertThat(stage.isDenied(foreign)).isTrue();
  }

  @Test
  void anOrderThatSomebodyTypedOnTheTopicIsSeenToo() {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(stage.role(), job);
    await().until(() -> known(credential));

    stage.send(
        typed(
            "{\"scope\":{\"kind\":\"job\",\"value\":\"%d\"},\"reason\":\"r\",\"person\":\"robin\"}"
                .formatted(job.jobId())));

    await().until(() -> stage.isDenied(credential));
    await()
        .until(() ->
            get("/orders")
                .getList("findAll { it.person == 'robin' && it.state == 'done' }.scope.value")
                .contains(Long.toString(job.jobId())));
  }

  @Test
  void anOrderThatSomebodyMistypedIsADeadLetterThatNamesTheField() {
    try (TopicReader letters =
        new TopicReader(surroundings.bootstrapServers(), Topic.DEAD_LETTERS)) {
      stage.send(typed("{\"scope\":{\"kind\":\"all\"},\"raeson\":\"r\",\"person\":\"robin\"}"));

      await()
          .until(() ->
              letters.events(DeadLetter.class).stream()
                  .anyMatch(letter -> letter.detail().equals("unknown field raeson")));
    }
  }

  @Test
  void theLatestOrdersAreListed() {
    UUID first = give("run", "7");
    UUID second = give("run", "8");

    List<String> ids = get("/orders").getList("orderId");

    assertThat(ids).containsSubsequence(second.toString(), first.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0199f0a0-7c00-7000-8000-00000000000f", "7", "..%2f"})
  void anOrderThatNobodyGaveIsUnknown(String id) {
    assertThat(given().auth().oauth2(people.viewer()).get("/orders/" + id).statusCode())
        .isEqualTo(404);
    assertThat(post("/orders/" + id + "/lift", "{\"reason\":\"r\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void aLiftIsOnKafkaBeforeItIsAcceptedAndThenTheOrderSaysSo() {
    UUID id = give("run", "7");

    Response answer = post("/orders/" + id + "/lift", "{\"reason\":\"case closed\"}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    OrderLifted lift = onKafka(id, OrderLifted.class);
    assertThat(lift).isEqualTo(new OrderLifted(id, "case closed", "erin", lift.liftedAt()));
    await().until(() -> get("/orders/" + id).getString("lifted.liftedAt") != null);
    assertThat(get("/orders/" + id).getString("lifted.person")).isEqualTo("erin");
    assertThat(get("/orders/" + id).getString("lifted.reason")).isEqualTo("case closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | reason is missing
          {"reason":"r","scope":{"kind":"all"}} | scope has no place here
          {"reason":"r","lift":"0199f0a0-7c00-7000-8000-000000000002"} | lift has no place here
          """)
  void whatIsNoLiftIsRefusedAndSaysWhy(String body, String detail) {
    UUID id = give("run", "7");

    assertProblem(post("/orders/" + id + "/lift", body), 400, "invalid-request", detail);
  }

  @Test
  void withoutKafkaNoOrderIsAccepted() {
    String token = people.responder();

    surroundings.restartBrokerAfter(
        () -> assertUnavailable(post(token, "/orders", order("run", "7", ""))));

    await().until(() -> post("/orders", order("run", "7", "")).statusCode() == 202);
  }

  @Test
  void withoutTheDatabaseAnOrderIsAcceptedAndNothingIsSeen() {
    String token = people.responder();

    surroundings.restartDatabaseAfter(() -> {
      Response accepted = post(token, "/orders", order("ref", "refs/heads/nobodys", ""));
      assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
      onKafka(UUID.fromString(accepted.path("orderId")), RevocationOrdered.class);
      assertUnavailable(given().auth().oauth2(token).get("/orders"));
      assertUnavailable(post(token, "/orders?dryRun=true", order("run", "7", "")));
    });

    await().until(() -> given().auth().oauth2(token).get("/orders").statusCode() == 200);
  }

  private static void assertUnavailable(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }

  private static void assertProblem(Response answer, int status, String slug, String detail) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.<String>path("type")).endsWith("/" + slug);
    assertThat(answer.<String>path("detail")).isEqualTo(detail);
  }

  /// Returns when it is decided.
  private UUID give(String scope, String value) {
    Response answer = post("/orders", order(scope, value, ""));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    String id = answer.path("orderId");
    await()
        .until(
            () -> given().auth().oauth2(people.viewer()).get("/orders/" + id).statusCode() == 200);
    return UUID.fromString(id);
  }

  private void awaitDone(UUID id) {
    await().until(() -> get("/orders/" + id).getString("state").equals("done"));
  }

  /// As `kcat` sends it.
  private static ProducerRecord<String, byte[]> typed(String json) {
    return new ProducerRecord<>(Topic.ORDERS.topicName(), json.getBytes(UTF_8));
  }

  private static JobIdentity siblingOf(JobIdentity job) {
    return new JobIdentity(
        job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), Stage.number());
  }

  private boolean applied(CredentialIssued credential) {
    return !stage
        .sql(
            "select 1 from revocation where applied_at is not null and credential_id = '%s'"
                .formatted(credential.credentialId()))
        .isEmpty();
  }

  private boolean known(CredentialIssued credential) {
    return !stage
        .sql(
            "select 1 from credential where credential_id = '%s'"
                .formatted(credential.credentialId()))
        .isEmpty();
  }

  private <E extends OrderEvent> E onKafka(UUID id, Class<E> type) {
    return orders.events(type).stream()
        .filter(event -> event.orderId().equals(id))
        .findAny()
        .orElseThrow();
  }

  private JsonPath dryRun(String scope, String value, String more) {
    Response answer = post("/orders?dryRun=true", order(scope, value, more));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  private static String order(String scope, String value, String more) {
    return "{\"scope\":{\"kind\":\"%s\",\"value\":\"%s\"},\"reason\":\"test\"%s}"
        .formatted(scope, value, more);
  }

  private JsonPath get(String path) {
    Response answer = given().auth().oauth2(people.viewer()).get(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  private Response post(String path, String body) {
    return post(people.responder(), path, body);
  }

  private static Response post(String token, String path, String body) {
    return given().auth().oauth2(token).contentType("application/json").body(body).post(path);
  }
}
