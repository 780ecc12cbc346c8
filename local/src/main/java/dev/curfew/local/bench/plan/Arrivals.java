package dev.curfew.local.bench.plan;

import dev.curfew.issuer.session.SessionName;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Jobs of one role, which start and end at random times. Lengths are exponentially distributed:
/// were they all alike, sessions would die in the order of their names, and any cover be short.
///
/// @param jobsPerMinute that start, on average
/// @param jobLength on average
/// @param life of a session. At three quarters of it the job gets a new one; the old one is left to
///   expire. A job's end kills those that it has
record Arrivals(int jobsPerMinute, Duration jobLength, Duration life) {
  private static final double RENEWED_AT = 0.75;

  /// What is read of issuances lags behind by the issuer's deadline and the allowed skew.
  static final Duration HORIZON_LAG = Duration.ofSeconds(10);

  /// An average job is this much shorter than the longest that is still to be seen.
  private static final int LENGTHS_BEFORE = 8;

  /// Random, but the same every time.
  private static final long SEED = 20261123;

  /// The role as it is at a moment, of which nobody else uses any space.
  DenyQuestion at(Instant now) {
    return new DenyQuestion(sessions(now), now, now.minus(HORIZON_LAG), null, new RoleSpace(0, 0));
  }

  private List<Session> sessions(Instant now) {
    RandomGenerator random = new SplittableRandom(SEED + now.getEpochSecond());
    List<Session> sessions = new ArrayList<>();
    double between = 60.0 / jobsPerMinute;
    double start = -(LENGTHS_BEFORE * (double) jobLength.toSeconds() + life.toSeconds());
    while ((start += random.nextExponential() * between) < 0) {
      double end = start + random.nextExponential() * jobLength.toSeconds();
      for (double issued = start;
          issued < Math.min(end, 0);
          issued += RENEWED_AT * life.toSeconds()) {
        if (issued + life.toSeconds() > 0) {
          sessions.add(session(now, issued, end < 0, random));
        }
      }
    }
    return sessions;
  }

  private Session session(Instant now, double issued, boolean dead, RandomGenerator random) {
    Instant issuedAt = now.plusMillis((long) (issued * 1000));
    String name = SessionName.at(issuedAt, random).value();
    return new Session("AROA1EXAMPLE:" + name, issuedAt, issuedAt.plus(life), dead);
  }
}
