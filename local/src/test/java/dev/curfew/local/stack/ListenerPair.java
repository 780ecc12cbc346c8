package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.hook.Hook;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Two instances of the listener, a broker, and a GitHub whose hook leads nowhere.
public final class ListenerPair implements AutoCloseable {
  private static final String WEBHOOK_PATH = "/webhooks/github";

  /// Where nobody listens: the port is the discard protocol's.
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9" + WEBHOOK_PATH);

  private final Teardown teardown = new Teardown();
  private final String secret = UUID.randomUUID().toString();
  private final Broker broker;
  private final GitHubSandbox github;
  private final List<ServiceProcess> listeners;

  /// Returns when both are ready.
  ///
  /// @param organization whose hook is swept
  public ListenerPair(Checkout checkout, Path directory, String organization) {
    try {
      broker = teardown.add(Broker.here(directory.resolve("kafka"), 0));
      github = teardown.add(GitHubSandbox.start(0, Clock.systemUTC()));
      Hook hook = github.organizationHook(organization, NOWHERE, secret);
      String name = "orgs/" + organization + "/hooks/" + hook.id();
      listeners =
          Stream.of("first", "second")
              .map(each -> listener(checkout, directory.resolve(each), name))
              .toList();
      listeners.forEach(ServiceProcess::awaitReady);
    } catch (RuntimeException | Error e) {
      teardown.close();
      throw e;
    }
  }

  private ServiceProcess listener(Checkout checkout, Path directory, String hook) {
    int port = LoopbackPort.free();
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    settings.put("CURFEW_GITHUB_API", github.api().toString());
    settings.put("CURFEW_GITHUB_TOKEN", github.personalToken());
    settings.put("CURFEW_LISTENER_WEBHOOK_SECRETS", secret);
    settings.put("CURFEW_LISTENER_SWEEP_HOOKS", hook);
    settings.put("CURFEW_LISTENER_SWEEP_INTERVAL", "1s");
    return teardown
        .add(new Services(checkout, directory, true, Services.TRIAL_JVM))
        .launch("webhook-listener", port, settings);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public GitHubSandbox github() {
    return github;
  }

  public List<ServiceProcess> listeners() {
    return listeners;
  }

  public URI webhook(ServiceProcess listener) {
    return listener.uri().resolve(WEBHOOK_PATH);
  }

  public String webhookSecret() {
    return secret;
  }

  @Override
  public void close() {
    teardown.close();
  }
}
