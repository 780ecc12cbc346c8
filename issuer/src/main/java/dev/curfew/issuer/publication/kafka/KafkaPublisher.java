package dev.curfew.issuer.publication.kafka;

import dev.curfew.issuer.publication.NotDurableException;
import dev.curfew.issuer.publication.Publisher;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.wire.EventCodec;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;

/// Sends to the topic of the event's type; done when all in-sync replicas have it.
@ApplicationScoped
class KafkaPublisher implements Publisher {
  private static final URI SOURCE = URI.create("/curfew/issuer");

  private final MutinyEmitter<ProducerRecord<String, byte[]>> emitter;
  private final PublicationSettings settings;
  private final Clock clock;

  KafkaPublisher(
      @Channel("events") MutinyEmitter<ProducerRecord<String, byte[]>> emitter,
      PublicationSettings settings,
      Clock clock) {
    this.emitter = emitter;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "kafka"})
  public Uni<Void> publish(CurfewEvent event) {
    ProducerRecord<String, byte[]> record =
        EventCodec.encode(Envelope.of(SOURCE, clock.instant(), event));
    // Deferred: a full buffer makes the emitter throw at once.
    return Uni.createFrom()
        .deferred(() -> emitter.send(record))
        .ifNoItem()
        .after(settings.deadline())
        .fail()
        .onFailure()
        .transform(e -> new NotDurableException(record.topic(), e));
  }
}
