package dev.curfew.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssueBenchIT {
  @TempDir Path directory;

  @Test
  void findsTheRecordOfEachCredentialAndSaysWhatItCost() throws Exception {
    Path json = directory.resolve("report.json");
    Launcher bench =
        Launcher.start(
            directory,
            "bench",
            "issue",
            "--rate",
            "5",
            "--warm-up",
            "2s",
            "--duration",
            "4s",
            "--tokens-per-job",
            "2",
            "--nonce",
            "--json",
            json.toString());

    assertThat(bench.exitStatus()).as(bench.output()).isZero();

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/requests").intValue()).isEqualTo(20);
    assertThat(report.at("/latency/count").longValue()).isEqualTo(20);
    assertThat(report.at("/stepMeansMs").fieldNames())
        .toIterable()
        .contains("github", "kafka", "latch", "release_right", "replay", "sts");
    assertThat(report.at("/usage/issuer/cpuSeconds").doubleValue()).isPositive();
    assertThat(report.at("/usage/issuer/peakMegabytes").longValue()).isPositive();
    assertThat(report.at("/usage/PostgreSQL/cpuSeconds").isNumber()).isTrue();
    assertThat(report.at("/records/issued").longValue()).isPositive();
    assertThat(report.at("/records/missing").longValue()).isZero();
    assertThat(report.at("/records/besides").longValue()).isZero();
    assertThat(report.at("/records/doubled").longValue()).isZero();
    assertThat(bench.output())
        .contains("CPU ms per request", "issued, 0 missing, 0 besides, 0 doubled");
  }

  @Test
  void refusesWhatTokensDoNotLiveFor() throws Exception {
    Launcher bench = Launcher.start(directory, "bench", "issue", "--duration", "10m");

    assertThat(bench.exitStatus()).as(bench.output()).isEqualTo(2);
    assertThat(bench.output()).contains("tokens are made beforehand and would expire");
  }
}
