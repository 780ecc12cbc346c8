package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A job as the code that runs in it sees it.
public final class ActionsJob {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final JobSpec spec;
  private final URI idTokenRequestUrl;
  private final String idTokenRequestToken;
  private final HttpClient http;

  ActionsJob(RegisteredJob job, URI idTokenRequestUrl, HttpClient http) {
    this.spec = job.spec();
    this.idTokenRequestUrl = idTokenRequestUrl;
    this.idTokenRequestToken = job.requestToken();
    this.http = http;
  }

  public JobSpec spec() {
    return spec;
  }

  public long jobId() {
    return spec.jobId();
  }

  public long runId() {
    return spec.run().id();
  }

  public int runAttempt() {
    return spec.run().attempt();
  }

  /// `owner/name`
  public String repository() {
    return spec.repository().fullName();
  }

  public long repositoryId() {
    return spec.repository().id();
  }

  public String headSha() {
    return spec.run().headSha();
  }

  /// The runner's `ACTIONS_ID_TOKEN_REQUEST_URL`. It has a query: callers append `&audience=`.
  public URI idTokenRequestUrl() {
    return idTokenRequestUrl;
  }

  /// The runner's `ACTIONS_ID_TOKEN_REQUEST_TOKEN`: a secret.
  public String idTokenRequestToken() {
    return idTokenRequestToken;
  }

  /// Asks for an ID token over HTTP, as `core.getIDToken(audience)` does.
  ///
  /// @throws IllegalStateException with GitHub's answer, if it refuses
  public String idToken(String audience) {
    String query = "&audience=" + URLEncoder.encode(audience, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(idTokenRequestUrl + query))
            .header("Authorization", "Bearer " + idTokenRequestToken)
            .timeout(TIMEOUT)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "no ID token for " + this + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body()).required("value").textValue();
    } catch (IOException e) {
      throw new UncheckedIOException("no ID token for " + this, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for an ID token", e);
    }
  }

  @Override
  public String toString() {
    return "job " + jobId() + " of run " + runId() + " in " + repository();
  }
}
