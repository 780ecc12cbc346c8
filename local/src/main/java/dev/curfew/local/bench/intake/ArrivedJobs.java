package dev.curfew.local.bench.intake;

import dev.curfew.local.bench.WholeTopic;
import java.util.BitSet;

/// Whose jobs a receiver brought to its topic.
final class ArrivedJobs {
  private final BitSet seen = new BitSet();
  private long doubled;

  private ArrivedJobs() {}

  static ArrivedJobs of(Receiver receiver, String bootstrapServers) {
    ArrivedJobs arrived = new ArrivedJobs();
    WholeTopic.read(
        bootstrapServers,
        receiver.topic(),
        record -> receiver.jobs().job(record).ifPresent(arrived::add));
    return arrived;
  }

  /// How many of the requests that were answered 2xx are not there.
  long lost(BitSet accepted) {
    BitSet lost = (BitSet) accepted.clone();
    lost.andNot(seen);
    return lost.cardinality();
  }

  /// How many are there more than once, each time counted.
  long doubled() {
    return doubled;
  }

  private void add(long job) {
    int index = Deliveries.indexOf(job);
    if (seen.get(index)) {
      doubled++;
    }
    seen.set(index);
  }
}
