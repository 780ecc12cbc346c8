package dev.curfew.listener.delivery;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.Detection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What GitHub delivers: by a request whose signature has been verified, or by its API.
///
/// @param event `X-GitHub-Event`; like the id outside the signature
/// @param id `X-GitHub-Delivery`; the same for redeliveries
/// @param body JSON, as it came
/// @param sender of whom alone it may tell; null where it may tell of anybody
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Delivery(
    String event,
    @Nullable String id,
    byte[] body,
    Instant receivedAt,
    Detection.Source source,
    @Nullable Sender sender) {
  public Delivery {
    requireNonNull(event, "event");
    requireNonNull(body, "body");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(source, "source");
  }

  /// One that may tell of anybody.
  public Delivery(
      String event, @Nullable String id, byte[] body, Instant receivedAt, Detection.Source source) {
    this(event, id, body, receivedAt, source, null);
  }
}
