package dev.curfew.github;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Requests to GitHub. One limit holds for all of them: while it is reached nothing is sent.
@ApplicationScoped
public class GitHubClient {
  private static final String VERSION = "2022-11-28";

  private final WebClient http;
  private final GitHubSettings settings;
  private final RateLimit limit;

  GitHubClient(Vertx vertx, GitHubSettings settings, RateLimit limit) {
    this.settings = settings;
    this.limit = limit;
    this.http =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setUserAgent("curfew")
                .setFollowRedirects(false)
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis())));
  }

  /// Fails with [GitHubException] for any other answer than 2xx, 304, 404 and 410.
  ///
  /// @param path below the base, or a whole address that GitHub gave as its own
  /// @param etag of the answer that is known; null to be told in any case
  public Uni<Answer> get(String path, String token, @Nullable String etag) {
    return Uni.createFrom()
        .deferred(() -> {
          HttpRequest<Buffer> request = prepared(http.getAbs(address(path)), token);
          if (etag != null) {
            request.putHeader("If-None-Match", etag);
          }
          return send("GET " + path, request);
        });
  }

  /// As [#get].
  Uni<Answer> post(String path, String token) {
    return Uni.createFrom()
        .deferred(() -> send("POST " + path, prepared(http.postAbs(address(path)), token)));
  }

  /// GitHub's addresses of further pages are its own word, and still get no token of ours unless
  /// they are below the base.
  private String address(String path) {
    String base = settings.api().toString().replaceAll("/+$", "");
    if (path.startsWith("/")) {
      return base + path;
    }
    URI given = URI.create(path);
    URI api = settings.api();
    if (!api.getScheme().equals(given.getScheme())
        || !api.getAuthority().equals(given.getAuthority())) {
      throw new GitHubException("GitHub refers to another host");
    }
    return path;
  }

  private HttpRequest<Buffer> prepared(HttpRequest<Buffer> request, String token) {
    return request
        .timeout(settings.timeout().toMillis())
        .putHeader("Accept", "application/vnd.github+json")
        .putHeader("X-GitHub-Api-Version", VERSION)
        .bearerTokenAuthentication(token);
  }

  private Uni<Answer> send(String what, HttpRequest<Buffer> request) {
    if (limit.isReached()) {
      return Uni.createFrom()
          .failure(
              GitHubException.limited(what + ": GitHub's rate limit holds until " + limit.until()));
    }
    return request
        .send()
        .onFailure()
        .transform(e -> new GitHubException(what, e))
        .map(response -> answered(what, response));
  }

  private Answer answered(String what, HttpResponse<Buffer> response) {
    int status = response.statusCode();
    boolean limited = limit.noted(status, response.headers());
    if (limited) {
      throw GitHubException.limited(what + ": GitHub's rate limit holds until " + limit.until());
    }
    Answer answer =
        new Answer(status, response.body(), response.getHeader("ETag"), response.getHeader("Link"));
    if (status / 100 != 2 && !answer.isUnchanged() && !answer.isNotFound()) {
      throw new GitHubException(what, status);
    }
    return answer;
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
