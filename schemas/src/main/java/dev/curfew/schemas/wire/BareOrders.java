package dev.curfew.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import dev.curfew.schemas.Sha256;
import dev.curfew.schemas.event.DeadLetter.Reason;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.OrderEvent;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Bare orders on Kafka: what a person sends with `kafka-console-producer` or `kcat`.
final class BareOrders {
  private static final URI SOURCE = URI.create("/curfew/orders/bare");
  private static final NameBasedGenerator IDS =
      Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_OID);

  private BareOrders() {}

  /// Whether a record does not even try to be a CloudEvent, binary or structured.
  static boolean isBare(Headers headers) {
    for (Header header : headers) {
      if (header.key().startsWith("ce_") || saysCloudEvent(header)) {
        return false;
      }
    }
    return true;
  }

  private static boolean saysCloudEvent(Header header) {
    return header.key().equals("content-type")
        && header.value() != null
        && new String(header.value(), UTF_8).startsWith("application/cloudevents");
  }

  static Decoded decode(ConsumerRecord<?, byte[]> record) {
    if (record.value() == null) {
      return new Decoded.Unusable(Reason.NOT_AN_EVENT, "no value");
    }
    try {
      Instant time = Instant.ofEpochMilli(record.timestamp());
      OrderEvent event = event(record, BareOrder.read(record.value()), time);
      return new Decoded.Usable(new Envelope(id("event", record), SOURCE, time, event));
    } catch (InvalidOrderException e) {
      return new Decoded.Unusable(Reason.INVALID_DATA, String.valueOf(e.getMessage()));
    }
  }

  private static OrderEvent event(ConsumerRecord<?, byte[]> record, BareOrder order, Instant time) {
    String person = BareOrder.given("person", order.person());
    return order.isLift()
        ? order.lifted(person, time)
        : order.ordered(id("order", record), person, time);
  }

  /// The same whenever the record is read again, and another one where a topic that was made anew
  /// has another record at its place.
  private static UUID id(String ofWhat, ConsumerRecord<?, byte[]> record) {
    return IDS.generate(
        String.join(
            " ",
            ofWhat,
            record.topic(),
            Integer.toString(record.partition()),
            Long.toString(record.offset()),
            Long.toString(record.timestamp()),
            Sha256.hex(record.value())));
  }
}
