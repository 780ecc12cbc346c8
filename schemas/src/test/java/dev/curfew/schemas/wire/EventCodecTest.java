package dev.curfew.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.curfew.schemas.event.DeadLetter.Reason;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.EventType;
import java.net.URI;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123456Z");

  @ParameterizedTest
  @EnumSource
  void whatIsEncodedDecodesToTheSame(EventType type) {
    Envelope envelope = Envelope.of(URI.create("/curfew/test"), NOW, Golden.event(type));

    ProducerRecord<String, byte[]> record = EventCodec.encode(envelope);

    assertThat(EventCodec.decode(record.headers(), record.value()))
        .isEqualTo(new Decoded.Usable(envelope));
    assertThat(record.topic()).isEqualTo(type.topic().topicName());
    assertThat(record.key()).isEqualTo(envelope.event().partitionKey());
  }

  @Test
  void speaksCloudEventsInBinaryMode() {
    Envelope envelope =
        Envelope.of(URI.create("/curfew/test"), NOW, Golden.event(EventType.JOB_COMPLETED));

    Headers headers = EventCodec.encode(envelope).headers();

    assertThat(header(headers, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(headers, "ce_type")).isEqualTo("dev.curfew.job.completed.v1");
    assertThat(header(headers, "ce_source")).isEqualTo("/curfew/test");
    assertThat(header(headers, "ce_id")).isEqualTo(envelope.id().toString());
    assertThat(header(headers, "ce_time")).isEqualTo("2026-11-23T10:15:30.123456Z");
    assertThat(header(headers, "content-type")).isEqualTo("application/json");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          not an event at all | - | - | - | {} | NOT_AN_EVENT
          no id | 1.0 | dev.curfew.job.completed.v1 | - | {} | NOT_AN_EVENT
          version of the future | 9.9 | dev.curfew.job.completed.v1 | ID | {} | NOT_AN_EVENT
          unknown type | 1.0 | dev.curfew.nobody.knows.v1 | ID | {} | UNKNOWN_TYPE
          not JSON | 1.0 | dev.curfew.job.completed.v1 | ID | {"job": | INVALID_DATA
          an array | 1.0 | dev.curfew.job.completed.v1 | ID | [] | INVALID_DATA
          null | 1.0 | dev.curfew.job.completed.v1 | ID | null | INVALID_DATA
          no data | 1.0 | dev.curfew.job.completed.v1 | ID | - | INVALID_DATA
          missing properties | 1.0 | dev.curfew.job.completed.v1 | ID | {} | INVALID_DATA
          duplicate names | 1.0 | dev.curfew.job.completed.v1 | ID | {"job":null,"job":null} | INVALID_DATA
          an id that is no UUID | 1.0 | dev.curfew.job.completed.v1 | 7 | GOLDEN | INVALID_DATA
          trailing bytes | 1.0 | dev.curfew.job.completed.v1 | ID | GOLDEN{} | INVALID_DATA
          """)
  void answersForEveryPoison(
      String name, String version, String eventType, String id, String data, Reason reason) {
    Headers headers = new RecordHeaders();
    add(headers, "ce_specversion", version);
    add(headers, "ce_type", eventType);
    add(headers, "ce_source", "/somebody");
    add(headers, "ce_time", "2026-11-23T10:15:30Z");
    add(headers, "ce_id", "ID".equals(id) ? Envelope.newId().toString() : id);
    add(headers, "content-type", "application/json");
    String golden = new String(Golden.bytes(EventType.JOB_COMPLETED), UTF_8);
    byte[] value = data == null ? null : data.replace("GOLDEN", golden).getBytes(UTF_8);

    Decoded decoded = EventCodec.decode(headers, value);

    assertThat(decoded)
        .as(name)
        .asInstanceOf(type(Decoded.Unusable.class))
        .extracting(Decoded.Unusable::reason)
        .isEqualTo(reason);
  }

  @Test
  void aRefusalNamesThePropertyButNotItsValue() {
    Envelope envelope =
        Envelope.of(URI.create("/curfew/test"), NOW, Golden.event(EventType.JOB_COMPLETED));
    ProducerRecord<String, byte[]> record = EventCodec.encode(envelope);
    byte[] hostile =
        new String(record.value(), UTF_8)
            .replace("\"jobId\":289782451", "\"jobId\":\"hunter2\"")
            .getBytes(UTF_8);

    Decoded decoded = EventCodec.decode(record.headers(), hostile);

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Unusable(Reason.INVALID_DATA, "data breaks its schema at job.jobId"));
  }

  /// The database cannot hold it: found out there, it cost five tries.
  @ParameterizedTest
  @ValueSource(strings = {"actor", "ref", "workflow", "environment", "runner", "eventName"})
  void whatIsNoTextIsRefusedByName(String property) {
    ProducerRecord<String, byte[]> record =
        EventCodec.encode(
            Envelope.of(
                URI.create("/curfew/test"), NOW, Golden.event(EventType.CREDENTIAL_ISSUED)));
    String before = "\"%s\":\"".formatted(property);
    byte[] hostile =
        new String(record.value(), UTF_8).replace(before, before + "\\u0000").getBytes(UTF_8);

    assertThat(EventCodec.decode(record.headers(), hostile))
        .isEqualTo(
            new Decoded.Unusable(
                Reason.INVALID_DATA,
                "data breaks its schema at context: "
                    + property
                    + " has a character that is no text"));
  }

  private static void add(Headers headers, String key, String value) {
    if (value != null) {
      headers.add(key, value.getBytes(UTF_8));
    }
  }

  private static String header(Headers headers, String key) {
    return new String(headers.lastHeader(key).value(), UTF_8);
  }
}
