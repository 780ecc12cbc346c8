package dev.curfew.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter.Reason;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.EventType;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Events to Kafka records and back. Whatever a record holds, decoding answers; it never throws.
public final class EventCodec {
  private static final String JSON = "application/json";

  private EventCodec() {}

  public static ProducerRecord<String, byte[]> encode(Envelope envelope) {
    EventType type = EventType.of(envelope.event());
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId(envelope.id().toString())
            .withSource(envelope.source())
            .withTime(OffsetDateTime.ofInstant(envelope.time(), ZoneOffset.UTC))
            .withType(type.typeName())
            .withData(JSON, EventJson.write(envelope.event()))
            .build();
    return KafkaMessageFactory.<String>createWriter(
            type.topic().topicName(), envelope.event().partitionKey())
        .writeBinary(event);
  }

  /// Reads what somebody else wrote.
  ///
  /// @param value the record's value; null on a tombstone
  public static Decoded decode(Headers headers, byte @Nullable [] value) {
    CloudEvent event;
    try {
      event = KafkaMessageFactory.createReader(headers, value).toEvent();
    } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
      return new Decoded.Unusable(Reason.NOT_AN_EVENT, "no CloudEvent in binary mode");
    }
    Optional<EventType> type = EventType.named(event.getType());
    if (type.isEmpty()) {
      return new Decoded.Unusable(Reason.UNKNOWN_TYPE, "no such type of event");
    }
    try {
      return new Decoded.Usable(
          new Envelope(
              UUID.fromString(event.getId()),
              event.getSource(),
              time(event),
              data(event, type.get())));
    } catch (JsonProcessingException e) {
      return new Decoded.Unusable(Reason.INVALID_DATA, where(e));
    } catch (IOException | IllegalArgumentException e) {
      return new Decoded.Unusable(Reason.INVALID_DATA, "id, time or data missing or malformed");
    }
  }

  /// Reads a record of `curfew.orders`, where a person may also write bare JSON: a record without
  /// any CloudEvents header. The ids of such an order follow from the record, so reading it again
  /// gives the same order; its time is the record's.
  public static Decoded decodeOrder(ConsumerRecord<?, byte[]> record) {
    return BareOrders.isBare(record.headers())
        ? BareOrders.decode(record)
        : decode(record.headers(), record.value());
  }

  private static Instant time(CloudEvent event) {
    OffsetDateTime time = event.getTime();
    if (time == null) {
      throw new IllegalArgumentException("time is missing");
    }
    return time.toInstant();
  }

  private static CurfewEvent data(CloudEvent event, EventType type) throws IOException {
    if (event.getData() == null) {
      throw new IOException("data is missing");
    }
    return EventJson.read(event.getData().toBytes(), type.eventClass());
  }

  /// Says which property is wrong without repeating its value.
  private static String where(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String path =
          mapping.getPath().stream()
              .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
              .reduce((a, b) -> a + "." + b)
              .orElseThrow();
      return "data breaks its schema at " + path + complaint(e);
    }
    return e instanceof JsonMappingException && !complaint(e).isEmpty()
        ? "data breaks its schema" + complaint(e)
        : "data is not the JSON that its type asks for";
  }

  /// What a record says of its components.
  private static String complaint(JsonProcessingException e) {
    return e instanceof ValueInstantiationException
            && e.getCause() instanceof IllegalArgumentException record
            && record.getMessage() != null
        ? ": " + record.getMessage()
        : "";
  }
}
