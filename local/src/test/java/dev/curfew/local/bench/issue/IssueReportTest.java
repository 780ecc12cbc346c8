package dev.curfew.local.bench.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.bench.Latency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssueReportTest {
  @Test
  void hasNothingToSayAgainstARecordForEachCredential() {
    assertThat(violations(new Records(100, 0, 0, 0))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, nothing was issued",
    "9, 1, 0, 0, 1 credentials were handed out without a record",
    "9, 0, 2, 0, 2 records are of credentials that nobody was given",
    "9, 0, 0, 3, 3 records are there once more"
  })
  void namesWhatMustNotBe(long issued, long missing, long besides, long doubled, String violation) {
    assertThat(violations(new Records(issued, missing, besides, doubled)))
        .containsExactly(violation);
  }

  private static List<String> violations(Records records) {
    Latency latency = new Latency(1, 1, 1, 1, 1, 100);
    return new IssueReport(1, 100, 100, Map.of(), latency, Map.of(), Map.of(), 1, records)
        .violations();
  }
}
