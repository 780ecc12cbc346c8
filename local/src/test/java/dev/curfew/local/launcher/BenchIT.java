package dev.curfew.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchIT {
  @TempDir Path directory;

  /// A limit that cannot be kept, so that what it finds is known: everything dies too late, and
  /// nothing else is wrong.
  @Test
  void findsWhatDiedTooLateAndNothingElse() throws Exception {
    Path json = directory.resolve("report.json");
    Launcher bench =
        Launcher.start(
            directory,
            "bench",
            "revoke",
            "--rate",
            "10",
            "--roles",
            "4",
            "--accounts",
            "2",
            "--job-length",
            "1s-3s",
            "--warm-up",
            "3s",
            "--duration",
            "4s",
            "--limit",
            "1ms",
            "--json",
            json.toString());

    assertThat(bench.exitStatus()).as(bench.output()).isEqualTo(1);

    assertThat(json).as(bench.output()).exists();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    long ended = report.at("/counts/ended").longValue();
    long measured = report.at("/counts/endedMeasured").longValue();
    assertThat(measured).isPositive().isLessThan(ended);
    assertThat(report.at("/violations"))
        .extracting(JsonNode::textValue)
        .satisfiesExactly(
            late -> assertThat(late).isEqualTo(measured + " sessions died later than 1ms"),
            // Whom the evaluator is asked of a moment late may be dead by then.
            allowed ->
                assertThat(allowed).matches("\\d+ sessions were allowed 1ms after their end"));
    assertThat(report.at("/audit/credentials").longValue()).isEqualTo(ended);
    assertThat(report.at("/fromAnswer/count").longValue()).isEqualTo(measured);
    assertThat(report.at("/writes/asked").longValue()).isPositive();
    assertThat(report.at("/writes/largest").longValue()).isPositive();
    assertThat(report.at("/usage/revoker/cpuSeconds").doubleValue()).isPositive();
    assertThat(bench.output()).contains("VIOLATED: " + measured + " sessions died later than 1ms");
  }
}
