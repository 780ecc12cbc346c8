package dev.curfew.sandbox.github.hook;

import java.net.URI;
import java.time.Instant;

/// A delivery as GitHub keeps it for a hook. Deliveries of one event share its GUID.
record HookDelivery(
    long id, Instant deliveredAt, boolean redelivery, URI url, Event event, Attempt attempt) {
  boolean isSuccess() {
    return attempt.statusCode() >= 200 && attempt.statusCode() < 400;
  }
}
