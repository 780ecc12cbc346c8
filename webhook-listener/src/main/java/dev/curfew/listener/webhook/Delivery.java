package dev.curfew.listener.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A delivery whose signature has been verified.
///
/// @param event `X-GitHub-Event`; like the id outside the signature
/// @param id `X-GitHub-Delivery`; the same for redeliveries
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Delivery(String event, @Nullable String id, byte[] body, Instant receivedAt) {
  Delivery {
    requireNonNull(event, "event");
    requireNonNull(body, "body");
    requireNonNull(receivedAt, "receivedAt");
  }
}
