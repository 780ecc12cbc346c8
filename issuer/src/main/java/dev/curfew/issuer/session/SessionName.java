package dev.curfew.issuer.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A session's name in Curfew's sortable form: `@`, four base-32 digits of the clock in ticks of
/// 1/16 s, eight random ones. Sessions that started together share a prefix, which is what keeps
/// denies small; the mark tells ours from everybody else's.
///
/// @param value 13 characters of STS's alphabet for RoleSessionName
public record SessionName(String value) {
  private static final Pattern FORM = Pattern.compile("@[0-9a-v]{12}");
  private static final int TICKS_PER_SECOND = 16;
  private static final int TICK_DIGITS = 4;
  private static final int RANDOM_DIGITS = 8;
  private static final int BITS_PER_DIGIT = 5;

  public SessionName {
    if (!FORM.matcher(requireNonNull(value, "value")).matches()) {
      throw new IllegalArgumentException("session name is not of Curfew's form");
    }
  }

  /// A new name. Ticks wrap after 2^20 (18 h), which is longer than any session lives.
  ///
  /// @param random must be unguessable: who can guess a name could share its deny
  public static SessionName at(Instant now, RandomGenerator random) {
    long ticks =
        now.getEpochSecond() * TICKS_PER_SECOND
            + now.getNano() * (long) TICKS_PER_SECOND / 1_000_000_000;
    return new SessionName(
        "@" + digits(ticks, TICK_DIGITS) + digits(random.nextLong(), RANDOM_DIGITS));
  }

  /// The lowest digits in base 32 (RFC 4648's extended hex alphabet: it sorts as its values do).
  private static String digits(long value, int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = count - 1; i >= 0; i--) {
      digits.append(Character.forDigit((int) (value >>> (i * BITS_PER_DIGIT)) & 31, 32));
    }
    return digits.toString();
  }
}
