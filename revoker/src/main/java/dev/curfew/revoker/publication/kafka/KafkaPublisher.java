package dev.curfew.revoker.publication.kafka;

import dev.curfew.revoker.publication.NotDurableException;
import dev.curfew.revoker.publication.Publisher;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.wire.EventCodec;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;

/// Sends to the topic of the event's type; done when all in-sync replicas have it.
@ApplicationScoped
class KafkaPublisher implements Publisher {
  private final MutinyEmitter<ProducerRecord<String, byte[]>> emitter;
  private final PublicationSettings settings;

  KafkaPublisher(
      @Channel("events") MutinyEmitter<ProducerRecord<String, byte[]>> emitter,
      PublicationSettings settings) {
    this.emitter = emitter;
    this.settings = settings;
  }

  @Override
  public Uni<Void> publish(Envelope envelope) {
    ProducerRecord<String, byte[]> record = EventCodec.encode(envelope);
    // Deferred: a full buffer makes the emitter throw at once.
    return Uni.createFrom()
        .deferred(() -> emitter.send(record))
        .ifNoItem()
        .after(settings.deadline())
        .fail()
        .onFailure()
        .transform(e -> new NotDurableException(record.topic(), isLasting(e), e));
  }

  private static boolean isLasting(Throwable e) {
    return e instanceof RecordTooLargeException || e instanceof SerializationException;
  }
}
