package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.IssuanceRefused;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are none. The token in them is a genuine one, so that nothing else refuses them.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class BodyRefusalIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  TopicReader events;
  int eventsBefore;

  @BeforeEach
  void open() {
    job = around.github().startJob(JobSpec.example());
    events = around.credentialEvents();
    eventsBefore = events.events(CredentialIssued.class).size();
  }

  @AfterEach
  void nothingIsRecorded() {
    assertThat(events.events(CredentialIssued.class)).hasSize(eventsBefore);
    // Nobody is believed here, and nothing is told of whom is not.
    assertThat(events.events(IssuanceRefused.class))
        .noneMatch(refused -> refused.run().runId() == job.runId());
    events.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oidc_token", "job_id", "repo", "role"})
  void eachMissingFieldIsNamed(String field) {
    Refused.asInvalid(Ask.by(job).without(field).post(), field + " is missing");
    Refused.asInvalid(Ask.by(job).with(field, null).post(), field + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oidc_token", "repo", "role"})
  void aBlankFieldIsMissing(String field) {
    Refused.asInvalid(Ask.by(job).with(field, " ").post(), field + " is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "oidc_token, 7",
    "oidc_token, {}",
    "job_id, '\"seven\"'",
    "job_id, 1.5",
    "job_id, true",
    "job_id, []",
    "job_id, 9223372036854775808",
    "job_id, 1e400",
    "repo, 7",
    "repo, true",
    "repo, [[[[]]]]",
    "role, {}",
    "duration_seconds, '\"quarter of an hour\"'",
    "duration_seconds, 900.5",
    "duration_seconds, 2147483648",
  })
  void aFieldOfTheWrongTypeIsNamed(String field, String json) {
    String body = Ask.by(job).with(field, "here").json().replace("\"here\"", json);

    Refused.asInvalid(Ask.post(body), field + " has the wrong type");
  }

  @Test
  void aMisspeltFieldIsNamed() {
    Refused.asInvalid(
        Ask.by(job).with("duration_second", 900).post(), "unknown field duration_second");
  }

  @Test
  void aFieldWhoseNameMayBeASecretIsNotNamed() {
    Response answer = Ask.by(job).with(job.idToken(Surroundings.AUDIENCE), 1).post();

    Refused.asInvalid(answer, "an unknown field");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -900, 0, 1, 59, 3601, Integer.MAX_VALUE})
  void aDurationOutOfBoundsIsRefusedWithTheBounds(int seconds) {
    Refused.asInvalid(
        Ask.by(job).with("duration_seconds", seconds).post(),
        "duration_seconds must lie between 60 and 3600");
  }

  @Test
  void anEmptyBodyIsRefused() {
    Refused.asInvalid(Ask.post(""), "the body is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "\"text\"", "7", "true"})
  void jsonThatIsNoObjectIsRefused(String body) {
    Refused.asInvalid(Ask.post(body), "the body is not one JSON object");
  }

  @Test
  void anArrayOfRequestsIsRefused() {
    Refused.asInvalid(Ask.post("[" + Ask.by(job).json() + "]"), "the body is not one JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{]", "hello", " ", "{\"oidc_token\":\"", "\u0000", "oidc_token=x"})
  void whatIsNotJsonIsRefused(String body) {
    assertThat(Ask.post(body).statusCode()).isEqualTo(400);
    assertThat(Ask.post(body).contentType()).startsWith("application/problem+json");
  }

  @Test
  void whatFollowsTheTokenInBrokenJsonIsNotRepeated() {
    String body = Ask.by(job).json();

    Refused.asInvalid(Ask.post(body + body), "the body is not one JSON object");
    Refused.asInvalid(Ask.post(body.replace(",\"repo\"", " \"repo\"")), "the body is not JSON");
    Refused.asInvalid(Ask.post(body.replaceFirst("\\{", "{\"job_id\":1,")), "the body is not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"x\":", "{\"repo\":", "{\"repo\":["})
  void deepNestingIsRefused(String opening) {
    assertThat(Ask.post(opening.repeat(5_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] body = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};

    Response answer = given().contentType("application/json").body(body).post("/issue");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "text/html"})
  void anotherContentTypeIsRefused(String type) {
    Response answer = given().contentType(type).body(Ask.by(job).json()).post("/issue");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void anotherMethodIsRefused(String method) {
    Response answer = given().request(method, "/issue");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  /// The client waits for leave to send, as one that is refused half-way may see a reset instead.
  @Test
  void aMegabyteIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/issue"))
            .version(HttpClient.Version.HTTP_1_1)
            .expectContinue(true)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(new byte[1024 * 1024]))
            .build();

    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(413);
    }
  }
}
