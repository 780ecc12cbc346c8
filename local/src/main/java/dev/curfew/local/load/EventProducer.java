package dev.curfew.local.load;

import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.wire.EventCodec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Says events on Kafka, durably and in batches. Gives up when a service would. Thread-safe.
public final class EventProducer implements AutoCloseable {
  /// As the services have them.
  private static final int REQUEST_TIMEOUT_MS = 2_000;

  private static final int DELIVERY_TIMEOUT_MS = 4_000;
  private static final int LONGEST_BLOCK_MS = 3_000;

  private final KafkaProducer<String, byte[]> kafka;
  private final URI source;

  /// @param source of the service that it speaks for
  /// @param linger what a batch may wait for more
  public EventProducer(String bootstrapServers, URI source, Duration linger) {
    this.source = source;
    this.kafka =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                Math.toIntExact(linger.toMillis()),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_TIMEOUT_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                LONGEST_BLOCK_MS),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Completes with the moment of Kafka's acknowledgement, or fails: then the event may still turn
  /// up.
  public CompletableFuture<Instant> say(CurfewEvent event) {
    CompletableFuture<Instant> acknowledged = new CompletableFuture<>();
    var _ =
        kafka.send(
            EventCodec.encode(Envelope.of(source, Instant.now(), event)),
            (_, failure) -> {
              if (failure == null) {
                acknowledged.complete(Instant.now());
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
