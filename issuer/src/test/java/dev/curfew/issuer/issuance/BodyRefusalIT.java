package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

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
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
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
    "job_id, null",
    "job_id, 0",
    "job_id, -1",
    "job_id, 5e10",
    "job_id, 1000000000000000000",
    "job_id, 9223372036854775807",
    "job_id, '\"\"'",
    "job_id, '\"0\"'",
    "job_id, '\"-1\"'",
    "job_id, '\"+7\"'",
    "job_id, '\"07\"'",
    "job_id, '\" 7 \"'",
    "job_id, '\"7\\u0000\"'",
    "job_id, '\"\\u0667\"'",
    "job_id, '\"0x7\"'",
    "oidc_token, null",
    "repo, null",
    "repo, 7",
    "repo, true",
    "repo, [[[[]]]]",
    "role, null",
    "role, {}",
    "duration_seconds, null",
    "duration_seconds, true",
    "duration_seconds, '\"\"'",
    "duration_seconds, '\" \"'",
    "duration_seconds, '\"900\"'",
    "duration_seconds, '\" 900\"'",
    "duration_seconds, '\"quarter of an hour\"'",
    "duration_seconds, 900.5",
    "duration_seconds, 9e2",
    "duration_seconds, 2147483648",
    "step, null",
    "step, 7",
    "renews, null",
    "renews, 7",
  })
  void aFieldOfTheWrongTypeIsNamed(String field, String json) {
    String body = Ask.by(job).with(field, "here").json().replace("\"here\"", json);

    Refused.asInvalid(Ask.post(body), field + " has the wrong type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "-1", "7.0", "\"07\"", "\" 7\"", "\"\u0667\"", "\"\""})
  void aJobsNumberIsReadAlikeWhereANonceIsAskedFor(String json) {
    Response answer =
        Ask.post("/nonce", "{\"repo\":\"octo-org/octo-repo\",\"job_id\":%s}".formatted(json));

    Refused.asInvalid(answer, "job_id has the wrong type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mine",
        "199f0a0-7c00-7000-8000-1",
        "AZnwoHwAcACAAAAAAAAAAQ==",
        "{0199f0a0-7c00-7000-8000-000000000001}",
        " 0199f0a0-7c00-7000-8000-000000000001",
      })
  void anIdInAnotherFormIsRefused(String id) {
    Refused.asInvalid(Ask.by(job).with("renews", id).post(), "renews is not a UUID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "Deploy\n", "a\r\nb", "\u001b[2J", "a\u0000", "\u007f", "\u0085"})
  void aStepThatIsNoLineOfTextIsRefused(String step) {
    Refused.asInvalid(
        Ask.by(job).with("step", step).post(), "step is blank, too long or no line of text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format",
        "format=",
        "format=xml",
        "format=CREDENTIAL_PROCESS",
        "format=credential_process&format=credential_process",
        "format=credential_process&format=",
      })
  void anAnswerInAnotherFormIsRefused(String query) {
    Refused.asInvalid(
        Ask.post("/issue?" + query, Ask.by(job).json()),
        "format must be credential_process, once, or absent");
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
  }

  @Test
  void aFieldThatIsThereTwiceIsNamed() {
    String body = Ask.by(job).json();

    for (String field : List.of("job_id", "duration_seconds")) {
      Refused.asInvalid(
          Ask.post(body.replaceFirst("}$", ",\"%1$s\":1,\"%1$s\":1}".formatted(field))),
          field + " is there twice");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"x\":", "{\"repo\":", "{\"repo\":["})
  void deepNestingIsRefused(String opening) {
    assertThat(Ask.post(opening.repeat(5_000)).statusCode()).isEqualTo(400);
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        argumentSet("a byte that begins nothing", bytes("{\"repo\":\"", 0xc3, 0x28, "\"}")),
        argumentSet("overlong", bytes("{\"repo\":\"octo", 0xc0, 0xad, "org/octo-repo\"}")),
        argumentSet("half a surrogate pair", bytes("{\"repo\":\"", 0xed, 0xa0, 0x80, "\"}")),
        argumentSet("beyond Unicode", bytes("{\"repo\":\"", 0xf4, 0x90, 0x80, 0x80, "\"}")),
        argumentSet("cut off", bytes("{}", 0xe2, 0x82)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void whatIsNotUtf8IsRefused(byte[] body) throws Exception {
    assertInvalid(post(body, "application/json"), "the body is not UTF-8");
  }

  /// Each is the very request that is granted in UTF-8.
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void anotherEncodingIsRefused(String charset) throws Exception {
    byte[] body = Ask.by(job).json().getBytes(Charset.forName(charset));

    assertThat(post(body, "application/json").statusCode()).isEqualTo(400);
    assertThat(post(body, "application/json; charset=" + charset).statusCode()).isEqualTo(400);
  }

  @Test
  void aByteOrderMarkIsNotJson() {
    Refused.asInvalid(Ask.post("\ufeff" + Ask.by(job).json()), "the body is not JSON");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "application/*+json",
        "application/problem+json",
        "application/jsonp",
        "application/json, text/plain",
        "application/x-www-form-urlencoded",
        "json",
        "text/json",
        "text/plain",
        "text/html",
      })
  void anotherContentTypeIsRefused(@Nullable String type) throws Exception {
    for (String path : List.of("/issue", "/nonce", "/release")) {
      HttpResponse<String> answer = post(path, Ask.by(job).json().getBytes(UTF_8), type);

      assertThat(answer.statusCode()).as(path).isEqualTo(415);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(is -> assertThat(is).startsWith("application/problem+json"));
    }
  }

  @Test
  void twoContentTypesAreRefused() throws Exception {
    HttpRequest request =
        request("/issue", Ask.by(job).json().getBytes(UTF_8))
            .header("Content-Type", "application/json")
            .header("Content-Type", "text/plain")
            .build();

    assertThat(send(request).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Application/JSON", "application/json;charset=utf-8"})
  void howJsonIsCalledIsNoMatterOfCase(String type) throws Exception {
    assertInvalid(post("{}".getBytes(UTF_8), type), "oidc_token is missing");
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
        request("/issue", new byte[1024 * 1024])
            .expectContinue(true)
            .header("Content-Type", "application/json")
            .build();

    assertThat(send(request).statusCode()).isEqualTo(413);
  }

  private static void assertInvalid(HttpResponse<String> answer, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("/invalid-request\"", "\"detail\":\"" + detail + "\"");
  }

  private static HttpResponse<String> post(byte[] body, String type) throws Exception {
    return post("/issue", body, type);
  }

  private static HttpResponse<String> post(String path, byte[] body, @Nullable String type)
      throws Exception {
    HttpRequest.Builder request = request(path, body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    return send(request.build());
  }

  /// As it is: RestAssured would add a type, and encode.
  private static HttpRequest.Builder request(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
        .version(HttpClient.Version.HTTP_1_1)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /// @param parts texts, and single bytes
  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Integer single) {
        all.write(single);
      } else {
        all.writeBytes(part.toString().getBytes(UTF_8));
      }
    }
    return all.toByteArray();
  }
}
