package dev.curfew.local.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/// How times are distributed, in milliseconds.
public record Latency(double p50, double p90, double p99, double max, double mean, long count) {
  /// Microseconds; three digits are kept.
  private static final int DIGITS = 3;

  /// Builds one.
  public static final class Recorder {
    private final Histogram micros = new Histogram(DIGITS);

    /// What came before its time took none.
    public void record(Duration time) {
      micros.recordValue(Math.max(0, time.toNanos() / 1_000));
    }

    public Latency latency() {
      return new Latency(
          micros.getValueAtPercentile(50) / 1e3,
          micros.getValueAtPercentile(90) / 1e3,
          micros.getValueAtPercentile(99) / 1e3,
          micros.getMaxValue() / 1e3,
          micros.getMean() / 1e3,
          micros.getTotalCount());
    }
  }
}
