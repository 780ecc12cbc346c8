package dev.curfew.github;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests to GitHub. While the limit of whoever asks is reached nothing is sent.
@ApplicationScoped
public class GitHubClient {
  private static final int UNAUTHORIZED = 401;
  private static final String VERSION = "2022-11-28";

  /// A page of 100 jobs is some hundreds of kilobytes. A delivery is its payload, of 25 MB at most,
  /// which may be longer once it is written anew.
  private static final int LONGEST_BODY = 32 * 1024 * 1024;

  /// A repository can have been renamed, and its owner too.
  private static final int MOST_REDIRECTS = 3;

  /// GitHub takes a hundred at once of all who ask with the same right (docs.github.com, «About
  /// secondary rate limits»), and Vert.x would send five.
  private static final int MOST_AT_ONCE = 50;

  private final Vertx vertx;
  private final HttpClient http;
  private final GitHubSettings settings;
  private final RateLimit limit;
  private final List<Consumer<AccessToken>> whenUnauthorized = new CopyOnWriteArrayList<>();

  GitHubClient(Vertx vertx, GitHubSettings settings, RateLimit limit) {
    this.settings = settings;
    this.limit = limit;
    this.vertx = vertx;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(MOST_AT_ONCE)
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis())));
  }

  /// Fails with [GitHubException] for any other answer than 2xx, 304, 404 and 410. Goes where
  /// GitHub refers to, on the same host.
  ///
  /// @param path below the base, or a whole address that GitHub gave as its own
  /// @param etag of the answer that is known; null to be told in any case
  public Uni<Answer> get(String path, AccessToken token, @Nullable String etag) {
    return get(path, token, etag, MOST_REDIRECTS);
  }

  private Uni<Answer> get(String path, AccessToken token, @Nullable String etag, int redirects) {
    String what = "GET " + path;
    return Uni.createFrom()
        .deferred(() -> {
          RequestOptions request = prepared(HttpMethod.GET, path, token);
          if (etag != null) {
            request.putHeader("If-None-Match", etag);
          }
          return send(what, request, token);
        })
        .chain(response -> {
          String location = response.location();
          return location == null || redirects == 0
              ? Uni.createFrom().item(() -> answered(what, response))
              : get(location, token, etag, redirects - 1);
        });
  }

  /// As [#get], but refers to nowhere.
  Uni<Answer> post(String path, AccessToken token) {
    String what = "POST " + path;
    return Uni.createFrom()
        .deferred(() ->
            send(
                what,
                prepared(HttpMethod.POST, path, token).putHeader("Content-Length", "0"),
                token))
        .map(response -> answered(what, response));
  }

  /// Tells of each token that GitHub does not take.
  void whenUnauthorized(Consumer<AccessToken> told) {
    whenUnauthorized.add(told);
  }

  /// Where GitHub refers to is its own word, and still gets no token of ours on another host.
  private String address(String path) {
    String base = settings.api().toString().replaceAll("/+$", "");
    if (path.startsWith("/")) {
      return base + path;
    }
    URI given = parsed(path);
    URI api = settings.api();
    if (!api.getScheme().equals(given.getScheme())
        || !api.getAuthority().equals(given.getAuthority())) {
      throw new GitHubException("GitHub refers to another host");
    }
    return path;
  }

  private static URI parsed(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new GitHubException("GitHub refers to what is no address", e);
    }
  }

  private RequestOptions prepared(HttpMethod method, String path, AccessToken token) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(address(path))
        .putHeader("User-Agent", "curfew")
        .putHeader("Accept", "application/vnd.github+json")
        .putHeader("X-GitHub-Api-Version", VERSION)
        .putHeader("Authorization", "Bearer " + token.value());
  }

  /// Fails where the rate limit holds, before or after the question.
  private Uni<Exchange.Response> send(String what, RequestOptions request, AccessToken token) {
    Optional<Duration> wait = limit.remaining(token.holder());
    if (wait.isPresent()) {
      return Uni.createFrom().failure(limited(what, token, wait.get()));
    }
    return Exchange.send(vertx, http, request, settings.timeout(), LONGEST_BODY)
        .onFailure()
        .transform(e -> new GitHubException(what, e))
        .invoke(response -> noted(what, response, token));
  }

  private void noted(String what, Exchange.Response response, AccessToken token) {
    if (limit.noted(token.holder(), response.status(), response.headers(), response.refusal())) {
      throw limited(what, token, limit.remaining(token.holder()).orElse(Duration.ZERO));
    }
    if (response.status() == UNAUTHORIZED) {
      whenUnauthorized.forEach(told -> told.accept(token));
    }
  }

  private static GitHubException limited(String what, AccessToken token, Duration wait) {
    return GitHubException.limited(
        "%s: GitHub's rate limit for %s holds for %d s more"
            .formatted(what, token.holder(), wait.toSeconds()),
        wait);
  }

  private static Answer answered(String what, Exchange.Response response) {
    int status = response.status();
    Answer answer = Answer.of(response);
    if (status / 100 != 2 && !answer.isUnchanged() && !answer.isNotFound()) {
      throw new GitHubException(what, status);
    }
    return answer;
  }

  @PreDestroy
  void close() {
    var _ = http.close();
  }
}
