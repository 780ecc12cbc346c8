package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// What the OpenAPI document says is what the service does.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class OpenApiIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEMS = "https://curfew.dev/problems/";
  private static final JsonNode DOCUMENT = document();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @Test
  void itListsEachRefusalAndNoOther() {
    assertThat(
            responses()
                .flatMap(response -> response.findValues("enum").stream())
                .flatMap(OpenApiIT::elements)
                .map(JsonNode::textValue)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Refusal.values()).map(refusal -> PROBLEMS + refusal.slug()).toList());
  }

  /// Under its own status, with the words that a caller reads.
  @Test
  void itHasAnExampleOfEachRefusal() {
    List<String> examples =
        responses()
            .flatMap(
                response -> elements(response.at("/content/application~1problem+json/examples")))
            .map(example -> example.get("value"))
            .filter(problem -> problem.has("type"))
            .map(OpenApiIT::summary)
            .distinct()
            .toList();

    assertThat(examples)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Refusal.values())
                .map(refusal ->
                    "%d %s %s"
                        .formatted(
                            refusal.status(), PROBLEMS + refusal.slug(), refusal.explanation()))
                .toList());
  }

  @Test
  void itsExamplesAreOfTheirSchemas() {
    List<JsonNode> contents =
        DOCUMENT.findValues("content").stream().flatMap(OpenApiIT::elements).toList();

    assertThat(contents)
        .hasSizeGreaterThan(15)
        .allSatisfy(content ->
            assertThat(content.get("examples"))
                .isNotEmpty()
                .allSatisfy(
                    example -> assertIs(content.get("schema"), example.get("value").toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Issue", "NonceRequest", "Release"})
  void itsRequestsAreWhatIsRead(String schema) {
    Class<?> read =
        switch (schema) {
          case "Issue" -> IssueBody.class;
          case "NonceRequest" -> NonceBody.class;
          default -> ReleaseBody.class;
        };

    assertThat(names(DOCUMENT.at("/components/schemas/" + schema + "/properties")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(read.getRecordComponents())
                .map(field -> field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList());
  }

  /// Nothing is wrong with their form.
  @ParameterizedTest
  @ValueSource(strings = {"/issue", "/nonce", "/release"})
  void itsRequestExamplesAreTaken(String path) {
    JsonNode examples =
        operation("post", path).at("/requestBody/content/application~1json/examples");

    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(example -> {
          Response answer = Ask.post(path, example.get("value").toString());
          assertThat(answer.statusCode()).isIn(201, 401, 403);
          assertDocumented("post", path, answer);
        });
  }

  @Test
  void itKnowsTheAnswersToARequestForCredentials() {
    String token = job.idToken(Surroundings.AUDIENCE);
    assertDocumented("post", "/issue", 200, Ask.by(job, token).post());
    assertDocumented("post", "/issue", 409, Ask.by(job, token).post());
    assertDocumented("post", "/issue", 200, asCredentialProcess());
    assertDocumented("post", "/issue", 400, Ask.by(job).without("role").post());
    assertDocumented("post", "/issue", 401, Ask.by(job, "x.y.z").post());
    assertDocumented(
        "post", "/issue", 403, Ask.by(job).with("role", Surroundings.UNGRANTED_ROLE).post());
  }

  @Test
  void itKnowsTheAnswersToARequestForANonce() {
    assertDocumented("post", "/nonce", 201, Ask.nonce(job));
    assertDocumented("post", "/nonce", 400, Ask.post("/nonce", "{}"));
  }

  @Test
  void itKnowsTheAnswersToARelease() {
    Response issued = Ask.by(job).post();
    String id = issued.path("credential_id");
    assertDocumented("post", "/release", 202, Ask.release(id, issued.path("release_token")));
    assertDocumented("post", "/release", 403, Ask.release(id, "another"));
    assertDocumented("post", "/release", 400, Ask.post("/release", "[]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/issue", "/nonce", "/release"})
  void itKnowsTheAnswerToAnotherContentType(String path) {
    Response answer = given().contentType("text/plain").body("{}").post(path);

    assertDocumented("post", path, 415, answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/issue", "/nonce", "/release"})
  void itKnowsTheAnswersToWhatIsNotRead(String path) {
    Response large = given().contentType("application/json").body(" ".repeat(65_537)).post(path);
    Response unacceptable =
        given().contentType("application/json").accept("text/plain").body("{}").post(path);

    assertDocumented("post", path, 413, large);
    assertDocumented("post", path, path.equals("/release") ? 400 : 406, unacceptable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready"})
  void itKnowsWhatHealthIs(String path) {
    Response answer = given().get(path);

    assertThat(answer.statusCode()).isIn(200, 503);
    assertDocumented("get", path, answer);
  }

  private Response asCredentialProcess() {
    Response answer = Ask.post("/issue?format=credential_process", Ask.by(job).json());
    LogWatch.secret(answer.path("SecretAccessKey"));
    LogWatch.secret(answer.path("SessionToken"));
    return answer;
  }

  private static void assertDocumented(String method, String path, int status, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertDocumented(method, path, answer);
  }

  /// Status, headers and body.
  private static void assertDocumented(String method, String path, Response answer) {
    JsonNode known =
        operation(method, path).path("responses").path(Integer.toString(answer.statusCode()));
    assertThat(known.isMissingNode()).as("no %d at %s", answer.statusCode(), path).isFalse();
    JsonNode response = resolved(known);
    response
        .path("headers")
        .properties()
        .forEach(header ->
            assertIs(
                resolved(header.getValue()).get("schema"),
                JSON.getNodeFactory().textNode(answer.header(header.getKey())).toString()));
    if (!response.has("content")) {
      assertThat(answer.asString()).isEmpty();
      return;
    }
    String type = answer.contentType().replaceFirst(";.*", "");
    assertThat(names(response.get("content"))).contains(type);
    assertIs(response.get("content").get(type).get("schema"), answer.asString());
  }

  private static JsonNode operation(String method, String path) {
    return DOCUMENT.get("paths").path(path).path(method);
  }

  /// All that an operation has, and those that they share.
  private static Stream<JsonNode> responses() {
    return Stream.concat(
        DOCUMENT.get("paths").findValues("responses").stream().flatMap(OpenApiIT::elements),
        elements(DOCUMENT.at("/components/responses")));
  }

  private static Stream<JsonNode> elements(JsonNode parent) {
    return parent.valueStream();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static String summary(JsonNode problem) {
    return "%d %s %s"
        .formatted(
            problem.get("status").intValue(),
            problem.get("type").textValue(),
            problem.get("title").textValue());
  }

  private static Collection<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }

  private static void assertIs(JsonNode schema, String json) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("allOf").add(schema);
    root.set("components", DOCUMENT.get("components"));
    Schema known =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(root.toString(), InputFormat.JSON);

    assertThat(known.validate(json, InputFormat.JSON)).as("%s is %s", json, schema).isEmpty();
  }

  private static JsonNode document() {
    try {
      String text = Files.readString(Path.of("../docs/issuing.openapi.yaml"));
      return JSON.readTree(JSON.writeValueAsString(new Yaml().load(text)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it is no YAML that JSON can say", e);
    } catch (IOException e) {
      throw new IllegalStateException("the document cannot be read", e);
    }
  }
}
