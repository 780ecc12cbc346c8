package dev.curfew.local.bench.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to measure.
///
/// @param connections numbers of them, in turn
/// @param duration of each measurement
/// @param soak how long to watch the listener's memory afterwards; null: not at all
/// @param peer folder of another receiver to compare with; null: none
record IntakePlan(
    List<Integer> connections,
    Duration warmUp,
    Duration duration,
    @Nullable Duration soak,
    @Nullable Path peer) {
  IntakePlan {
    connections = List.copyOf(connections);
    if (connections.isEmpty() || connections.stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("connections are none");
    }
  }
}
