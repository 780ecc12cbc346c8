package dev.curfew.issuer.intake;

import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CurfewEvent;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes events into the tables. How far a topic has been read is kept beside them and not by
/// Kafka: tables that are lost are filled anew.
public interface Journal {

  /// Applies events, and notes how far they have been read, in one transaction. Events may come
  /// again. Those that say nothing of what may be issued leave nothing behind.
  ///
  /// @param next by partition, the offset after the last of them
  Uni<Void> apply(Topic topic, List<CurfewEvent> events, Map<Integer, Long> next);

  /// By partition, the offset after the last event that was applied, by whichever instance.
  Uni<Map<Integer, Long>> positions(Topic topic);

  /// Forgets how far partitions were read: they have been made anew.
  Uni<Void> forget(Topic topic, Set<Integer> partitions);
}
