package dev.curfew.local.bench.issue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.Checkout;
import dev.curfew.local.LauncherLog;
import dev.curfew.local.Version;
import dev.curfew.local.bench.Times;
import dev.curfew.local.stack.ThrowAwayData;
import dev.curfew.sandbox.DirectoryLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `curfew bench issue`
@Command(
    name = "issue",
    description = "Has many jobs ask for credentials, and looks for the record of each in Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
public final class IssueCommand implements Callable<Integer> {
  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests each second.",
      defaultValue = "100")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Times.class,
      description = "What is measured, at most 3m.",
      defaultValue = "30s")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = Times.class,
      description =
          "Before it, half of it to reach the rate and half at it: until all that is hot is compiled.",
      defaultValue = "90s")
  private Duration warmUp = Duration.ZERO;

  @Option(
      names = "--tokens-per-job",
      paramLabel = "N",
      description = "How often each job asks. GitHub is asked for a job once in 5 s.",
      defaultValue = "1")
  private int tokensPerJob;

  @Option(
      names = "--nonce",
      description = "Each token has a nonce, asked for beforehand; times are then at most 30s.")
  private boolean nonce;

  @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
  private @Nullable Path json;

  /// 0 where each credential has its record and there is none besides, else 1.
  @Override
  public Integer call() throws IOException {
    IssuePlan plan = new IssuePlan(rate, warmUp, duration, tokensPerJob, nonce);
    Checkout checkout = Checkout.here();
    Path data = checkout.data("bench-issue");
    try (DirectoryLock _ = DirectoryLock.take(data)) {
      ThrowAwayData.clear(data);
      LauncherLog.in(data);
      IssueReport report = new IssueBench(checkout, data, plan, System.out).run();
      System.out.print(new IssueTable(report).text());
      if (json != null) {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
      }
      return report.violations().isEmpty() ? 0 : 1;
    }
  }
}
