package dev.curfew.revoker.intake.kafka;

import dev.curfew.revoker.intake.EventIntake;
import dev.curfew.schemas.event.CredentialEvent;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.OrderEvent;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records of `curfew.credentials`, `curfew.jobs` and `curfew.orders`: decoded, stored, done. What
/// one poll brings is acknowledged when the database or the dead letters have all of it.
@ApplicationScoped
class EventConsumer {
  private final EventIntake intake;
  private final Burial burial;
  private final ReadProgress progress;

  EventConsumer(EventIntake intake, Burial burial, ReadProgress progress) {
    this.intake = intake;
    this.burial = burial;
    this.progress = progress;
  }

  /// A method for each topic: two channels on one would take turns, and wait for each other.
  @Incoming("credentials")
  Uni<Void> credentials(ConsumerRecords<byte[], byte[]> records) {
    return consume(records, CredentialEvent.class, EventConsumer::decoded)
        .invoke(() -> progress.stored(records));
  }

  @Incoming("jobs")
  Uni<Void> jobs(ConsumerRecords<byte[], byte[]> records) {
    return consume(records, JobEvent.class, EventConsumer::decoded);
  }

  @Incoming("orders")
  Uni<Void> orders(ConsumerRecords<byte[], byte[]> records) {
    return consume(records, OrderEvent.class, EventCodec::decodeOrder);
  }

  private static Decoded decoded(ConsumerRecord<byte[], byte[]> record) {
    return EventCodec.decode(record.headers(), record.value());
  }

  private Uni<Void> consume(
      ConsumerRecords<byte[], byte[]> records,
      Class<? extends CurfewEvent> wanted,
      Function<ConsumerRecord<byte[], byte[]>, Decoded> decoder) {
    List<Received> good = new ArrayList<>();
    List<Unwanted> bad = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      switch (decoder.apply(record)) {
        case Decoded.Usable(Envelope envelope) when wanted.isInstance(envelope.event()) ->
            good.add(new Received(record, envelope));
        case Decoded.Usable(Envelope _) ->
            bad.add(
                new Unwanted(
                    record,
                    DeadLetter.Reason.UNKNOWN_TYPE,
                    "this type has no business on this topic"));
        case Decoded.Unusable(DeadLetter.Reason reason, String detail) ->
            bad.add(new Unwanted(record, reason, detail));
      }
    }
    return intake
        .take(good.stream().map(Received::envelope).toList())
        .invoke(refused -> bad.addAll(refused(good, refused)))
        .chain(() -> buryAll(bad));
  }

  private static List<Unwanted> refused(List<Received> good, List<Envelope> refused) {
    return good.stream()
        .filter(received -> refused.contains(received.envelope()))
        .map(received ->
            new Unwanted(
                received.record(), DeadLetter.Reason.INVALID_DATA, "the database refuses it"))
        .toList();
  }

  private Uni<Void> buryAll(List<Unwanted> records) {
    return Multi.createFrom()
        .iterable(records)
        .onItem()
        .transformToUniAndConcatenate(record -> burial.bury(record).replaceWith(record))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private record Received(ConsumerRecord<byte[], byte[]> record, Envelope envelope) {}
}
