package dev.curfew.revoker.deny;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Roles as they may be, and as they should not be: names of our form and of any other, the same
/// name twice, issue times on both sides of the horizon and right at it.
final class Histories {
  static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");
  static final Instant HORIZON = NOW.minusSeconds(10);
  static final RoleSpace ALL = new RoleSpace(0, 0);

  private Histories() {}

  static Arbitrary<List<Session>> any(int most) {
    return session(Arbitraries.oneOf(ours(), tiny(), foreign())).list().ofMaxSize(most);
  }

  /// No two of one name.
  static Arbitrary<List<Session>> distinct(int most) {
    return session(Arbitraries.oneOf(ours(), tiny(), foreign()))
        .list()
        .ofMaxSize(most)
        .uniqueElements(Session::name);
  }

  /// Names of few letters, so that they share prefixes, and are prefixes of each other.
  static Arbitrary<String> tiny() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(4).map(s -> "@" + s);
  }

  static Arbitrary<String> ours() {
    return Combinators.combine(
            Arbitraries.of("@7k2a", "@7k2b", "@7k9v", "@0000"),
            Arbitraries.strings().withChars("0123456789abcdefghijklmnopqrstuv").ofLength(8))
        .as(String::concat);
  }

  static Arbitrary<String> foreign() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab@").ofMinLength(2).ofMaxLength(4),
        Arbitraries.strings().withChars("gha-_=,.+@Z9").ofMinLength(2).ofMaxLength(64),
        Arbitraries.of("GitHubActions", "botocore-session-1795412721"));
  }

  static Arbitrary<Session> session(Arbitrary<String> names) {
    return Combinators.combine(names, issueTimes(), Arbitraries.integers().between(-2, 899), dead())
        .as((name, issuedAt, seconds, dead) -> {
          Instant expiresAt = NOW.plusSeconds(seconds);
          return new Session(
              "AROA1EXAMPLE:" + name,
              issuedAt,
              expiresAt.isAfter(issuedAt) ? expiresAt : issuedAt.plusSeconds(900),
              dead);
        });
  }

  static Arbitrary<Instant> issueTimes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-600, 30).map(HORIZON::plusSeconds),
        Arbitraries.integers().between(-4, 4).map(HORIZON::plusSeconds),
        Arbitraries.integers()
            .between(-4000, 4000)
            .map(millis -> HORIZON.plus(Duration.ofMillis(millis))));
  }

  private static Arbitrary<Boolean> dead() {
    return Arbitraries.of(true, true, false);
  }

  static DenyQuestion question(List<Session> sessions) {
    return question(sessions, ALL);
  }

  static DenyQuestion question(List<Session> sessions, RoleSpace space) {
    return new DenyQuestion(sessions, NOW, HORIZON, null, space);
  }

  static List<Session> counting(List<Session> sessions, boolean dead) {
    return sessions.stream()
        .filter(session -> session.dead() == dead && session.expiresAt().isAfter(NOW))
        .toList();
  }
}
