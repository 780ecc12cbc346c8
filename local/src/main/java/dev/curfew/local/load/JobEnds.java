package dev.curfew.local.load;

import dev.curfew.schemas.event.JobIdentity;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// A way by which Curfew learns that a job has ended.
public interface JobEnds extends AutoCloseable {

  /// Completes with the moment from which Curfew says that it knows, or fails where it does not say
  /// so.
  CompletableFuture<Instant> tell(JobIdentity job);

  @Override
  void close();
}
