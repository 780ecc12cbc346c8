package dev.curfew.local.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.github.ActionsJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Asks the issuer for credentials over HTTP, as a job would.
public final class IssuerClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI issuer;

  public IssuerClient(URI issuer) {
    this.issuer = issuer;
  }

  /// Credentials of a role for a job.
  ///
  /// @throws NotIssuedException if the issuer refuses
  public JobCredentials issue(ActionsJob job, String idToken, String role) {
    HttpResponse<String> answer = post(job, idToken, role);
    if (answer.statusCode() != 200) {
      throw new NotIssuedException(answer.statusCode(), answer.body());
    }
    return credentials(parse(answer.body()));
  }

  /// What a job is to have GitHub make its token for: it has a nonce, good for one token.
  ///
  /// @throws NotIssuedException if the issuer refuses
  public String audience(ActionsJob job) {
    String body =
        JSON.createObjectNode().put("repo", job.repository()).put("job_id", job.jobId()).toString();
    HttpResponse<String> answer = post("/nonce", body);
    if (answer.statusCode() != 201) {
      throw new NotIssuedException(answer.statusCode(), answer.body());
    }
    return parse(answer.body()).required("audience").textValue();
  }

  /// Gives credentials back.
  ///
  /// @throws NotIssuedException if the issuer does not take them
  public void release(JobCredentials credentials) {
    String body =
        JSON.createObjectNode()
            .put("credential_id", credentials.credentialId().toString())
            .put("release_token", credentials.releaseToken())
            .toString();
    HttpResponse<String> answer = post("/release", body);
    if (answer.statusCode() != 202) {
      throw new NotIssuedException(answer.statusCode(), answer.body());
    }
  }

  /// What a job says at `/issue`.
  public static String body(ActionsJob job, String idToken, String role) {
    return JSON.createObjectNode()
        .put("oidc_token", idToken)
        .put("job_id", job.jobId())
        .put("repo", job.repository())
        .put("role", role)
        .toString();
  }

  private HttpResponse<String> post(ActionsJob job, String idToken, String role) {
    return post("/issue", body(job, idToken, role));
  }

  private HttpResponse<String> post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(issuer.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("the issuer cannot be asked at " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the issuer", e);
    }
  }

  private static JobCredentials credentials(JsonNode answer) {
    return new JobCredentials(
        UUID.fromString(answer.required("credential_id").textValue()),
        AwsSessionCredentials.create(
            answer.required("access_key_id").textValue(),
            answer.required("secret_access_key").textValue(),
            answer.required("session_token").textValue()),
        Instant.parse(answer.required("expiration").textValue()),
        answer.required("release_token").textValue());
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      // Not the body itself: it may be half of a credential.
      throw new UncheckedIOException("the issuer's answer is no JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
