package dev.curfew.listener.publication.kafka;

import static java.util.Objects.requireNonNull;

import dev.curfew.listener.publication.NotDurableException;
import dev.curfew.listener.publication.Publisher;
import dev.curfew.listener.publication.TooLargeException;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.wire.EventCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;

/// Sends to the topic of the event's type; done when all in-sync replicas have it.
@ApplicationScoped
class KafkaPublisher implements Publisher {
  private static final URI SOURCE = URI.create("/curfew/webhook-listener");

  private final MutinyEmitter<ProducerRecord<String, byte[]>> emitter;
  private final PublicationSettings settings;
  private final Map<Detection.Source, Timer> learnt = new EnumMap<>(Detection.Source.class);
  private final Clock clock;

  KafkaPublisher(
      @Channel("events") MutinyEmitter<ProducerRecord<String, byte[]>> emitter,
      PublicationSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.emitter = emitter;
    this.settings = settings;
    for (Detection.Source source : Detection.Source.values()) {
      learnt.put(
          source,
          registry.timer("curfew.ends.learnt", "source", source.name().toLowerCase(Locale.ROOT)));
    }
    this.clock = clock;
  }

  @Override
  public Uni<Void> publish(CurfewEvent event) {
    ProducerRecord<String, byte[]> record =
        EventCodec.encode(Envelope.of(SOURCE, clock.instant(), event));
    // Deferred: a full buffer makes the emitter throw at once.
    return Uni.createFrom()
        .deferred(() -> emitter.send(record))
        .invoke(() -> published(event))
        .ifNoItem()
        .after(settings.deadline())
        .fail()
        .onFailure()
        .transform(e -> failure(record.topic(), e));
  }

  private static RuntimeException failure(String topic, Throwable e) {
    return e instanceof RecordTooLargeException
        ? new TooLargeException(topic, e)
        : new NotDurableException(topic, e);
  }

  /// By which way ends are learnt, and how late.
  private void published(CurfewEvent event) {
    if (event instanceof JobEvent end) {
      Detection seen = end.detection();
      requireNonNull(learnt.get(seen.source()))
          .record(Duration.between(seen.detectedAt(), seen.receivedAt()));
    }
  }
}
