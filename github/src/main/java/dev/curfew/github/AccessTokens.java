package dev.curfew.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.github.nimbus.AppKey;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// As whom GitHub is asked: the App's installation at an owner, or one token for everything.
@Startup // half an App must stop start-up, not the first request
@ApplicationScoped
public class AccessTokens {
  /// Before its end a token is no longer used: a request takes its time.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /// GitHub may refuse a token for some seconds that it has just granted: yet another one would be
  /// as fresh.
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final GitHubClient client;
  private final Clock clock;
  private final @Nullable AppKey app;
  private final Optional<String> token;
  private final Map<String, Granted> byOwner = new ConcurrentHashMap<>();

  AccessTokens(GitHubSettings settings, GitHubClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
    this.token = settings.token();
    this.app = key(settings.app());
    client.whenUnauthorized(this::forget);
  }

  /// Null where there is no App.
  ///
  /// @throws IllegalArgumentException where half of one is configured
  static @Nullable AppKey key(GitHubSettings.App app) {
    if (app.id().isPresent() != app.privateKey().isPresent()) {
      throw new IllegalArgumentException(
          "curfew.github.app.%s is missing: an App needs both"
              .formatted(app.id().isPresent() ? "private-key" : "id"));
    }
    return app.id().isPresent()
        ? AppKey.of(app.id().orElseThrow(), app.privateKey().orElseThrow())
        : null;
  }

  /// Whether there is anybody to be.
  public boolean isConfigured() {
    return app != null || token.isPresent();
  }

  /// For what belongs to the App itself: its hook, its installations.
  public Uni<AccessToken> ofApp() {
    return app == null
        ? ofToken()
        : Uni.createFrom().item(() -> new AccessToken("the App", app.token(clock.instant())));
  }

  /// For what belongs to an organisation.
  public Uni<AccessToken> ofOrganisation(String login) {
    return of(login, "/orgs/" + login);
  }

  /// For what belongs to a repository.
  public Uni<AccessToken> ofRepository(String fullName) {
    return of(fullName.substring(0, fullName.indexOf('/')), "/repos/" + fullName);
  }

  /// An installation is at an owner, and sees all of its repositories that it may see by one token.
  private Uni<AccessToken> of(String owner, String path) {
    if (app == null) {
      return ofToken();
    }
    String key = owner.toLowerCase(Locale.ROOT);
    Granted known = byOwner.get(key);
    return known != null && known.until().isAfter(clock.instant())
        ? Uni.createFrom().item(known.token())
        : granted(path, key).invoke(granted -> byOwner.put(key, granted)).map(Granted::token);
  }

  private Uni<Granted> granted(String path, String owner) {
    return ofApp()
        .chain(jwt ->
            client
                .get(path + "/installation", jwt, null)
                .chain(answer ->
                    answer.isNotFound()
                        ? Uni.createFrom()
                            .failure(GitHubException.refused("the App is not installed at " + path))
                        : client.post(
                            "/app/installations/"
                                + answer.json().path("id").asLong()
                                + "/access_tokens",
                            jwt)))
        .map(answer -> read(answer, owner));
  }

  /// It may have been revoked long before its end. Without it the next one who asks gets another.
  private void forget(AccessToken refused) {
    Instant now = clock.instant();
    byOwner
        .values()
        .removeIf(granted ->
            granted.token().equals(refused) && !granted.since().plus(FRESH).isAfter(now));
  }

  private Granted read(Answer answer, String owner) {
    JsonNode json = answer.json();
    JsonNode token = json.path("token");
    if (answer.isNotFound() || !token.isTextual()) {
      throw new GitHubException("GitHub grants the App no token", answer.status());
    }
    return new Granted(
        clock.instant(),
        new AccessToken("the installation at " + owner, token.textValue()),
        Instant.parse(json.path("expires_at").asText()).minus(MARGIN));
  }

  private Uni<AccessToken> ofToken() {
    return Uni.createFrom()
        .item(() ->
            token
                .map(value -> new AccessToken("the token", value))
                .orElseThrow(() ->
                    new GitHubException("neither an App nor a token for GitHub is configured")));
  }

  /// @param since when it was granted
  /// @param until when to ask for another
  private record Granted(Instant since, AccessToken token, Instant until) {}
}
