package dev.curfew.sandbox.github.access;

import dev.curfew.sandbox.github.access.Permission.Level;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Tells callers by their `Authorization` header, and makes the tokens for it.
public final class Access {
  private static final Duration INSTALLATION_TOKEN_LIFE = Duration.ofHours(1);
  // GitHub's installation tokens have been this long since 2026, and 40 before.
  private static final int INSTALLATION_TOKEN_LENGTH = 516;
  private static final int PERSONAL_TOKEN_LENGTH = 36;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Clock clock;
  private final App app = new App();
  private final AppToken appToken;
  private final AtomicLong users = new AtomicLong(583_231);
  private final Map<String, Caller> byToken = new ConcurrentHashMap<>();

  public Access(Clock clock) {
    this.clock = clock;
    this.appToken = new AppToken(app, clock);
  }

  public App app() {
    return app;
  }

  /// A personal access token that may everything and does not expire.
  public String personalToken() {
    String token = "ghp_" + random(PERSONAL_TOKEN_LENGTH);
    byToken.put(token, new Caller.OfUser(users.incrementAndGet()));
    return token;
  }

  /// A token that expires after an hour.
  Token installationToken(Installation installation, Map<String, Level> permissions) {
    Caller.OfInstallation caller =
        new Caller.OfInstallation(
            installation, permissions, clock.instant().plus(INSTALLATION_TOKEN_LIFE));
    String token = "ghs_" + random(INSTALLATION_TOKEN_LENGTH);
    byToken.put(token, caller);
    return new Token(token, caller);
  }

  /// From now on the installation's tokens are worth nothing.
  public void forget(Installation installation) {
    byToken
        .values()
        .removeIf(c -> c instanceof Caller.OfInstallation of && of.installation() == installation);
  }

  /// @throws Refusal 401
  Caller authenticate(Request request) {
    String token = request.bearer().orElseThrow(() -> new Refusal(401, "Requires authentication"));
    if (isJsonWebToken(token)) {
      appToken.verify(token);
      return new Caller.OfApp(app);
    }
    Caller caller = byToken.get(token);
    if (caller instanceof Caller.OfInstallation of && !clock.instant().isBefore(of.expiresAt())) {
      byToken.remove(token);
      caller = null;
    }
    if (caller == null) {
      throw new Refusal(401, "Bad credentials");
    }
    return caller;
  }

  private static boolean isJsonWebToken(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }

  private static String random(int length) {
    return RANDOM
        .ints(length, 0, LETTERS.length())
        .mapToObj(i -> LETTERS.substring(i, i + 1))
        .reduce("", String::concat);
  }

  /// A token's text, and who it makes of its holder.
  record Token(String text, Caller.OfInstallation caller) {
    @Override
    public String toString() {
      return "a token of " + caller.name();
    }
  }
}
