package dev.curfew.local.bench.revoke;

import static java.util.Objects.requireNonNullElse;

import dev.curfew.local.Checkout;
import dev.curfew.local.LauncherLog;
import dev.curfew.local.Version;
import dev.curfew.local.bench.Times;
import dev.curfew.local.stack.ThrowAwayData;
import dev.curfew.sandbox.DirectoryLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `curfew bench revoke`
@Command(
    name = "revoke",
    description = "Ends many jobs, and measures how long their sessions live on.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
public final class RevokeCommand implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofMinutes(4);

  @Option(
      names = "--preset",
      description =
          "${COMPLETION-CANDIDATES}: 822 ends/s over 500 roles for 5m; 100 ends/s over 100 roles"
              + " without throttling; 822 ends/s over 50 roles.",
      defaultValue = "SUSTAINED")
  private Preset preset = Preset.SUSTAINED;

  @Option(names = "--rate", description = "Ends each second. Default: the preset's.")
  private @Nullable Double rate;

  @Option(names = "--roles", description = "Default: the preset's.")
  private @Nullable Integer roles;

  @Option(names = "--accounts", description = "AWS accounts of the roles.", defaultValue = "10")
  private int accounts;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Times.class,
      description = "What is measured, as 5m or 20s. Default: the preset's.")
  private @Nullable Duration duration;

  @Option(
      names = "--job-length",
      paramLabel = "RANGE",
      converter = JobLength.Converter.class,
      description = "From the shortest job to the longest.",
      defaultValue = "20s-60s")
  private JobLength jobLength = new JobLength(Duration.ZERO, Duration.ZERO);

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = Times.class,
      description =
          "Default: four minutes, so that as many end as begin and what is hot is compiled. "
              + "No time in it counts, but a live session that is hit does.")
  private @Nullable Duration warmUp;

  @Option(
      names = "--ends",
      description = "How ends are told: ${COMPLETION-CANDIDATES}.",
      defaultValue = "WEBHOOK")
  private Ends ends = Ends.WEBHOOK;

  @Option(
      names = "--writes-per-second",
      description = "That IAM takes of an account; 0 is any number. Default: the preset's.")
  private @Nullable Integer writesPerSecond;

  @Option(
      names = "--iam-latency",
      paramLabel = "TIME",
      converter = Times.class,
      defaultValue = "50ms")
  private Duration iamLatency = Duration.ZERO;

  @Option(
      names = "--limit",
      paramLabel = "TIME",
      converter = Times.class,
      description = "The longest that a session may outlive its job.",
      defaultValue = "5s")
  private Duration limit = Duration.ZERO;

  @Option(names = "--seed", description = "Of all that is random.", defaultValue = "1")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
  private @Nullable Path json;

  /// 0 where every session died in time and no other was hit, else 1.
  @Override
  public Integer call() throws InterruptedException {
    Checkout checkout = Checkout.here();
    Path data = checkout.data("bench");
    try (DirectoryLock _ = DirectoryLock.take(data)) {
      ThrowAwayData.clear(data);
      LauncherLog.in(data);
      Report report = new Bench(checkout, data, load(), System.out).run();
      System.out.print(report.table());
      if (json != null) {
        report.writeTo(json);
      }
      return report.violations().isEmpty() ? 0 : 1;
    }
  }

  private Load load() {
    return new Load(
        requireNonNullElse(rate, preset.rate()),
        requireNonNullElse(roles, preset.roles()),
        accounts,
        jobLength,
        requireNonNullElse(warmUp, WARM_UP),
        requireNonNullElse(duration, preset.duration()),
        ends,
        requireNonNullElse(writesPerSecond, preset.writesPerSecond()),
        iamLatency,
        limit,
        seed);
  }
}
