package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to the issuer, right in all that a test does not change. The log is watched for its
/// secrets and for those of the answer.
final class Ask {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static boolean ready;

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private Ask() {}

  static Ask by(ActionsJob job) {
    return by(job, job.idToken(Surroundings.AUDIENCE));
  }

  static Ask by(ActionsJob job, String token) {
    return new Ask()
        .with("oidc_token", LogWatch.secret(token))
        .with("job_id", job.jobId())
        .with("repo", job.repository())
        .with("role", Surroundings.ROLE);
  }

  Ask with(String field, @Nullable Object value) {
    fields.put(field, value);
    return this;
  }

  Ask without(String field) {
    fields.remove(field);
    return this;
  }

  String json() {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Response post() {
    return post(json());
  }

  static Response post(String body) {
    Response answer = post("/issue", body);
    if (answer.statusCode() == 200) {
      LogWatch.secret(answer.path("secret_access_key"));
      LogWatch.secret(answer.path("session_token"));
      LogWatch.secret(answer.path("release_token"));
    }
    return answer;
  }

  /// The first waits until the service is ready.
  static Response post(String path, String body) {
    awaitReady();
    return given().contentType("application/json").body(body).post(path);
  }

  static Response release(String credentialId, String releaseToken) {
    return post(
        "/release",
        "{\"credential_id\":\"%s\",\"release_token\":\"%s\"}"
            .formatted(credentialId, releaseToken));
  }

  private static synchronized void awaitReady() {
    if (!ready) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> given().get("/q/health/ready").statusCode() == 200);
      ready = true;
    }
  }

  /// What the job would be given at `/nonce`.
  static Response nonce(ActionsJob job) {
    return nonce(job.repository(), job.jobId());
  }

  static Response nonce(String repository, long jobId) {
    return post("/nonce", "{\"repo\":\"%s\",\"job_id\":%d}".formatted(repository, jobId));
  }
}
