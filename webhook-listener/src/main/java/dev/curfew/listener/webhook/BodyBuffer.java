package dev.curfew.listener.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The bytes of a body that have come. They count against what all bodies together may take, from
/// when they are there: a length that is only claimed takes nothing from others.
final class BodyBuffer {
  private static final int GROWTH = 4;

  private final Semaphore bytesLeft;
  private final int longest;
  private byte[] bytes = new byte[0];
  private int length;

  /// @param bytesLeft for all bodies
  /// @param claimed length of the body; null where it is not known
  BodyBuffer(Semaphore bytesLeft, @Nullable Integer claimed) {
    this.bytesLeft = bytesLeft;
    this.longest = claimed == null ? DeliveryHead.LONGEST_BODY : claimed;
  }

  /// Takes what came, and passes it on to the signature. Throws [RefusedException] where it is too
  /// much.
  void add(Buffer chunk, BodySignature signature) {
    int needed = length + chunk.length();
    if (needed > longest) {
      throw new RefusedException(Problem.TOO_LARGE);
    }
    if (needed > bytes.length) {
      grow(capacityFor(needed));
    }
    chunk.getBytes(bytes, length);
    signature.update(bytes, length, chunk.length());
    length = needed;
  }

  /// While a body is copied there are both: the last copy is of less than half of it.
  private int capacityFor(int needed) {
    int larger = Math.max(needed, GROWTH * bytes.length);
    return larger > longest / 2 ? longest : larger;
  }

  private void grow(int capacity) {
    if (!bytesLeft.tryAcquire(capacity)) {
      throw new RefusedException(Problem.BUSY);
    }
    int before = bytes.length;
    bytes = Arrays.copyOf(bytes, capacity);
    bytesLeft.release(before);
  }

  byte[] body() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /// Once; the body must not be used any more.
  void release() {
    bytesLeft.release(bytes.length);
    bytes = new byte[0];
    length = 0;
  }
}
