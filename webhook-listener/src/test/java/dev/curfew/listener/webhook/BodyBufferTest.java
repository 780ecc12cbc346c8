package dev.curfew.listener.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBufferTest {
  /// A third of the heap that docker-compose.yml gives, without the survivor space that is never
  /// used.
  private static final int ALL = 121 * 1024 * 1024 / 3;

  private final Semaphore bytesLeft = new Semaphore(ALL);

  @Test
  void aLengthThatIsOnlyClaimedTakesNothing() {
    BodyBuffer body = new BodyBuffer(bytesLeft, DeliveryHead.LONGEST_BODY);

    add(body, 1);

    assertThat(ALL - bytesLeft.availablePermits()).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 16 * 1024, 65_536, 1_000_003})
  void theLongestBodyFitsWhereItIsAlone(int chunk) {
    BodyBuffer body = new BodyBuffer(bytesLeft, DeliveryHead.LONGEST_BODY);

    for (int left = DeliveryHead.LONGEST_BODY; left > 0; left -= Math.min(left, chunk)) {
      add(body, Math.min(left, chunk));
    }

    assertThat(body.body()).hasSize(DeliveryHead.LONGEST_BODY);
    body.release();
    assertThat(bytesLeft.availablePermits()).isEqualTo(ALL);
  }

  @Test
  void oneByteMoreThanWasClaimedIsTooMuch() {
    BodyBuffer body = new BodyBuffer(bytesLeft, 10);
    add(body, 10);

    assertThatThrownBy(() -> add(body, 1)).isInstanceOf(RefusedException.class);
  }

  private static void add(BodyBuffer body, int bytes) {
    body.add(Buffer.buffer(new byte[bytes]), new BodySignature());
  }
}
