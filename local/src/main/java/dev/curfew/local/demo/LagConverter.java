package dev.curfew.local.demo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `4s`, `500ms`; what the stand-in can do is at most a minute.
final class LagConverter implements ITypeConverter<Duration> {
  private static final Pattern LAG = Pattern.compile("(\\d{1,5})(ms|s)");
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Override
  public Duration convert(String value) {
    Matcher lag = LAG.matcher(value);
    if (!lag.matches()) {
      throw new TypeConversionException("'" + value + "' is no time like 4s or 500ms");
    }
    long number = Long.parseLong(lag.group(1));
    Duration duration =
        lag.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    if (duration.compareTo(LONGEST) > 0) {
      throw new TypeConversionException("more than " + LONGEST.toSeconds() + "s is not possible");
    }
    return duration;
  }
}
