package dev.curfew.local.load;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// The issuer's form of session names (docs/architecture.md, «Issue»), which keeps denies small:
/// `@`, four base-32 digits of the clock in ticks of 1/16 s, eight random ones.
final class SessionName {

  private SessionName() {}

  static String at(Instant now, RandomGenerator random) {
    long ticks = now.getEpochSecond() * 16 + now.getNano() / 62_500_000;
    return "@" + digits(ticks, 4) + digits(random.nextLong(), 8);
  }

  private static String digits(long value, int count) {
    String all = Long.toString(value & ((1L << (5 * count)) - 1), 32);
    return "0".repeat(count - all.length()) + all;
  }
}
