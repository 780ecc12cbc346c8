package dev.curfew.local.bench.intake;

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
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `curfew bench intake`
@Command(
    name = "intake",
    description = "Delivers to the listener as fast as it goes, and counts what arrives in Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
public final class IntakeCommand implements Callable<Integer> {
  @Option(
      names = "--connections",
      paramLabel = "N",
      split = ",",
      description = "How many at once; several numbers are measured one after the other.",
      defaultValue = "32,128")
  private List<Integer> connections = List.of();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Of each measurement.",
      defaultValue = "15s")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Before each measurement: until all that is hot is compiled.",
      defaultValue = "30s")
  private Duration warmUp = Duration.ZERO;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Go on with the listener so long, and tell how its memory grows.")
  private @Nullable Duration soak;

  @Option(
      names = "--peer",
      paramLabel = "DIR",
      description =
          "Measure the receiver.mjs there as well, in the same run. Needs node and npm; skipped"
              + " where it cannot be run.")
  private @Nullable Path peer;

  @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
  private @Nullable Path json;

  /// 0 where the listener lost and doubled nothing, else 1.
  @Override
  public Integer call() throws IOException {
    Checkout checkout = Checkout.here();
    Path data = checkout.data("bench-intake");
    try (DirectoryLock _ = DirectoryLock.take(data)) {
      ThrowAwayData.clear(data);
      LauncherLog.in(data);
      IntakePlan plan = new IntakePlan(connections, warmUp, duration, soak, peer);
      IntakeReport report = new IntakeBench(checkout, data, plan, System.out).run();
      System.out.print(new IntakeTable(report).text());
      if (json != null) {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
      }
      return report.violations().isEmpty() ? 0 : 1;
    }
  }
}
