package dev.curfew.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.EventType;
import java.net.URI;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:32Z");

  /// What a broker and a producer take unless they are told otherwise, less room for headers.
  private static final int FITS = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u0000", "ü", "\ud83d\udd11", "x\ud83d\udd11"})
  void aLetterFitsARecordHoweverLongTheKeyAndThePayload(String character) {
    String key = character.repeat(300_000);
    DeadLetter letter = letter(key, new byte[512 * 1024]);

    ProducerRecord<String, byte[]> record =
        EventCodec.encode(Envelope.of(URI.create("/curfew/test"), NOW, letter));

    assertThat(record.key()).isNotEmpty().hasSizeLessThanOrEqualTo(1024);
    assertThat(key).startsWith(record.key());
    assertThat(record.key().length() * 3 + record.value().length).isLessThan(FITS);
    assertThat(EventCodec.decode(record.headers(), record.value()))
        .isInstanceOf(Decoded.Usable.class);
    assertThat(Schemas.violations(Golden.schema(EventType.DEAD_LETTER), record.value())).isEmpty();
  }

  @Test
  void aShortKeyIsKept() {
    assertThat(letter("186853002:2202229078", new byte[0]).partitionKey())
        .isEqualTo("186853002:2202229078");
  }

  private static DeadLetter letter(String key, byte[] payload) {
    return DeadLetters.of(
        DeadLetter.Reason.NOT_AN_EVENT,
        "no CloudEvent in binary mode",
        new DeadLetter.Origin("curfew.jobs", "3:1234", key),
        payload,
        NOW);
  }
}
