package dev.curfew.local.bench.revoke;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.curfew.local.bench.Times;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// From the shortest job to the longest, all as likely.
record JobLength(Duration shortest, Duration longest) {
  private static final Pattern FORM = Pattern.compile("(.+)-(.+)");

  JobLength {
    if (shortest.isNegative() || shortest.compareTo(longest) > 0) {
      throw new IllegalArgumentException("the shortest job is longer than the longest");
    }
  }

  Duration any(RandomGenerator random) {
    long spread = longest.minus(shortest).toNanos();
    return shortest.plusNanos(random.nextLong(spread + 1));
  }

  @JsonValue
  @Override
  public String toString() {
    return Times.text(shortest) + "-" + Times.text(longest);
  }

  /// `20s-60s`
  static final class Converter implements ITypeConverter<JobLength> {
    @Override
    public JobLength convert(String value) {
      Matcher parts = FORM.matcher(value);
      if (!parts.matches()) {
        throw new TypeConversionException("'" + value + "' is no range like 20s-60s");
      }
      Times times = new Times();
      try {
        return new JobLength(times.convert(parts.group(1)), times.convert(parts.group(2)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
