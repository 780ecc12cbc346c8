package dev.curfew.schemas.wire;

import dev.curfew.schemas.Sha256;
import dev.curfew.schemas.event.DeadLetter;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Wraps what could not be used, so that nothing is lost.
public final class DeadLetters {
  /// A broker takes records of 1 MiB by default; base64 makes three bytes four.
  private static final int LARGEST_PAYLOAD = 512 * 1024;

  private DeadLetters() {}

  /// Keeps the bytes where they fit a Kafka record, and their SHA-256 in any case.
  ///
  /// @param payload null on a tombstone
  public static DeadLetter of(
      DeadLetter.Reason reason,
      String detail,
      DeadLetter.Origin origin,
      byte @Nullable [] payload,
      Instant buriedAt) {
    byte[] bytes = payload == null ? new byte[0] : payload;
    return new DeadLetter(
        reason,
        detail,
        origin,
        Sha256.hex(bytes),
        bytes.length,
        bytes.length <= LARGEST_PAYLOAD ? Base64.getEncoder().encodeToString(bytes) : null,
        buriedAt);
  }
}
