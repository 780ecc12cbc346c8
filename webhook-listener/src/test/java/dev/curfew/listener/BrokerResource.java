package dev.curfew.listener;

import dev.curfew.sandbox.kafka.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// A real broker beside the listener, which a test can stop and start again.
@SuppressWarnings("NullAway.Init") // started before it is used
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
  public static final String SECRET = "It's a Secret to Everybody";

  /// Bounds what never happens; nothing waits for it on a machine that is merely busy.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public static final String OLDER_SECRET = "an older secret";

  /// Of organization:38302899 alone, of repository:42, of business:7 and of integration:99.
  public static final String OWN_SECRET = "of one organisation";

  private Path directory;
  private EmbeddedKafka kafka;

  @Override
  public Map<String, String> start() {
    Awaitility.setDefaultTimeout(PATIENCE);
    try {
      directory = Files.createTempDirectory("curfew-listener");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    kafka = EmbeddedKafka.start(directory, 0);
    kafka.createTopics();
    return Map.of(
        "kafka.bootstrap.servers",
        kafka.bootstrapServers(),
        "curfew.listener.webhook.secrets",
        OLDER_SECRET + "," + SECRET,
        "curfew.listener.webhook.sources.\"organization:38302899\".secrets",
        OWN_SECRET,
        "curfew.listener.webhook.sources.\"repository:42\".secrets",
        OWN_SECRET,
        "curfew.listener.webhook.sources.\"business:7\".secrets",
        OWN_SECRET,
        "curfew.listener.webhook.sources.\"integration:99\".secrets",
        OWN_SECRET,
        // Those who wait for it are many.
        "curfew.listener.webhook.body-timeout",
        "2s");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(BrokerResource.class));
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public void stopBroker() {
    kafka.close();
  }

  public void startBroker() {
    int port = Integer.parseInt(kafka.bootstrapServers().replaceAll(".*:", ""));
    kafka = EmbeddedKafka.start(directory, port);
  }

  @Override
  public void stop() {
    kafka.close();
  }
}
