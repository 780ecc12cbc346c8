package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/// How and when an end became known.
///
/// @param detectedAt when it happened by the word of who saw it: GitHub's `completed_at`. It is
///   repeated as it was told, may be years off, and decides nothing
/// @param receivedAt when the listener had it, by the listener's clock
public record Detection(Source source, Instant detectedAt, Instant receivedAt) {
  public Detection {
    requireNonNull(source, "source");
    Require.instant(detectedAt, "detectedAt");
    Require.instant(receivedAt, "receivedAt");
  }

  /// The way by which an end was learnt.
  public enum Source {
    @JsonProperty("webhook")
    WEBHOOK,
    /// Found among GitHub's list of deliveries.
    @JsonProperty("sweep")
    SWEEP,
    /// Found by asking for a job that holds live credentials.
    @JsonProperty("poll")
    POLL
  }
}
