package dev.curfew.local.bench.issue;

import dev.curfew.local.bench.Latency;
import dev.curfew.local.bench.ProcessMeter.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was measured.
///
/// @param startToReadyMs of the issuer
/// @param rate requests answered each second
/// @param errors requests that were not answered 200, by status and refusal
/// @param latency of all answers, from when their requests were due
/// @param stepMeansMs what steps of the issuer took, by its own metrics
/// @param usage what processes took meanwhile
/// @param connections the load's, at once
/// @param records of the whole run, the warm-up included
record IssueReport(
    long startToReadyMs,
    int requests,
    double rate,
    Map<String, Long> errors,
    Latency latency,
    Map<String, Double> stepMeansMs,
    Map<String, Usage> usage,
    int connections,
    Records records) {

  /// What must not be, whoever measures.
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    if (records.issued() == 0) {
      violations.add("nothing was issued");
    }
    if (records.missing() > 0) {
      violations.add(records.missing() + " credentials were handed out without a record");
    }
    if (records.besides() > 0) {
      violations.add(records.besides() + " records are of credentials that nobody was given");
    }
    if (records.doubled() > 0) {
      violations.add(records.doubled() + " records are there once more");
    }
    return violations;
  }

  /// CPU time for each request, in milliseconds, by process.
  Map<String, Double> cpuMsPerRequest() {
    Map<String, Double> each = new LinkedHashMap<>();
    usage.forEach((process, used) -> each.put(process, 1e3 * used.cpuSeconds() / requests));
    return each;
  }
}
