package dev.curfew.listener.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.RevocationOrdered;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Revocation orders that nobody but GitHub gave.
final class GitHubOrder {
  /// In the place of a person's name.
  private static final String PERSON = "github";

  /// A user's or an App's name; an App's ends with `[bot]`.
  private static final Pattern LOGIN = Pattern.compile("[\\w\\[\\]-]{1,100}");

  private GitHubOrder() {}

  /// The order has the same id whenever the same thing is told again, by whichever delivery.
  ///
  /// @param reason what happened to whom
  /// @param facts what tells it from other happenings
  /// @throws IllegalArgumentException where there can be no such scope
  static RevocationOrdered of(OrderScope scope, String reason, Instant at, String... facts) {
    String name = "github:" + String.join(":", facts);
    return new RevocationOrdered(
        UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), scope, null, null, reason, PERSON, at);
  }

  /// For a reason: who did it, where GitHub says so.
  static String by(@Nullable String login) {
    return login != null && LOGIN.matcher(login).matches() ? " by " + login : "";
  }
}
