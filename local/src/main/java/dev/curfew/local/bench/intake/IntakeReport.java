package dev.curfew.local.bench.intake;

import dev.curfew.local.bench.Latency;
import dev.curfew.local.bench.ProcessMeter.Usage;
import java.util.ArrayList;
import java.util.List;

/// What was measured.
///
/// @param startToReadyMs of the listener
/// @param bodyBytes of each delivery
record IntakeReport(long startToReadyMs, int bodyBytes, List<Row> rows, List<Arrival> arrivals) {

  /// One receiver at one number of connections.
  ///
  /// @param rate accepted deliveries each second; all of them arrived if nothing was lost
  /// @param refused answered something else than 2xx
  record Row(
      String receiver,
      int connections,
      double rate,
      long refused,
      Latency latency,
      Usage receiverUsage,
      Usage kafkaUsage,
      Usage loadUsage) {}

  /// What of a receiver's deliveries was on its topic in the end.
  record Arrival(String receiver, long accepted, long lost, long doubled) {}

  IntakeReport {
    rows = List.copyOf(rows);
    arrivals = List.copyOf(arrivals);
  }

  /// What must not be, whoever measures.
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      if (arrival.receiver().equals(Receiver.LISTENER) && arrival.lost() > 0) {
        violations.add(arrival.lost() + " accepted deliveries never arrived");
      }
      if (arrival.receiver().equals(Receiver.LISTENER) && arrival.doubled() > 0) {
        violations.add(arrival.doubled() + " deliveries arrived once more");
      }
    }
    return violations;
  }
}
