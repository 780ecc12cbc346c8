package dev.curfew.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeBenchIT {
  @TempDir Path directory;

  @Test
  void findsEveryDeliveryInKafkaAndSaysWhatItCost() throws Exception {
    Path json = directory.resolve("report.json");
    Launcher bench =
        Launcher.start(
            directory,
            "bench",
            "intake",
            "--connections",
            "4,8",
            "--warm-up",
            "1s",
            "--duration",
            "2s",
            "--soak",
            "1s",
            "--peer",
            directory.resolve("nobody").toString(),
            "--json",
            json.toString());

    assertThat(bench.exitStatus()).as(bench.output()).isZero();

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/rows")).hasSize(2);
    assertThat(report.at("/rows/0/rate").doubleValue()).isPositive();
    assertThat(report.at("/rows/0/latency/count").longValue()).isPositive();
    assertThat(report.at("/rows/0/refused").longValue()).isZero();
    assertThat(report.at("/rows/0/receiverUsage/cpuSeconds").doubleValue()).isPositive();
    assertThat(report.at("/rows/1/connections").intValue()).isEqualTo(8);
    assertThat(report.at("/arrivals")).hasSize(1);
    assertThat(report.at("/arrivals/0/accepted").longValue()).isPositive();
    assertThat(report.at("/arrivals/0/lost").longValue()).isZero();
    assertThat(report.at("/arrivals/0/doubled").longValue()).isZero();
    assertThat(bench.output())
        .contains("no peer to compare with", "MB resident", "start to ready", "0 lost, 0 doubled");
  }

  /// The listener is measured without an agent that would end it.
  @Test
  void killedInTheMiddleItLeavesNothingRunning() throws Exception {
    Launcher killed =
        Launcher.start(directory, "bench", "intake", "--warm-up", "60s", "--connections", "1");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> killed.children().stream().anyMatch(IntakeBenchIT::isListener));
    List<ProcessHandle> children = killed.children();

    killed.kill();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static boolean isListener(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("webhook-listener/target");
  }
}
