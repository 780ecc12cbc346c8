package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import dev.curfew.sandbox.LoopbackPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The intake alone: the listener and a broker, each in a process of its own.
public final class IntakeStack implements AutoCloseable {
  private final Teardown teardown = new Teardown();
  private final String webhookSecret = UUID.randomUUID().toString();
  private final BrokerProcess broker;
  private final ServiceProcess listener;
  private final Duration startToReady;

  /// Returns when the listener is ready.
  ///
  /// @param directory empty
  /// @throws ServiceFailedException if it does not become so
  public IntakeStack(Checkout checkout, Path directory) {
    try {
      broker = teardown.add(BrokerProcess.start(checkout, directory.resolve("kafka"), 0));
      Services services = teardown.add(Services.listener(checkout, directory));
      int port = LoopbackPort.free();
      Instant start = Instant.now();
      listener =
          services.launch(
              "webhook-listener",
              port,
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS",
                  broker.bootstrapServers(),
                  "QUARKUS_HTTP_HOST",
                  "127.0.0.1",
                  "QUARKUS_HTTP_PORT",
                  Integer.toString(port),
                  "CURFEW_LISTENER_WEBHOOK_SECRETS",
                  webhookSecret));
      listener.awaitReady();
      startToReady = Duration.between(start, Instant.now());
    } catch (RuntimeException | Error e) {
      teardown.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public ProcessHandle kafkaProcess() {
    return broker.process();
  }

  public ServiceProcess listener() {
    return listener;
  }

  public URI webhook() {
    return listener.uri().resolve("/webhooks/github");
  }

  public String webhookSecret() {
    return webhookSecret;
  }

  /// From the start of the listener's process to its readiness.
  public Duration startToReady() {
    return startToReady;
  }

  @Override
  public void close() {
    teardown.close();
  }
}
