package dev.curfew.listener;

import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.access.Installation;
import dev.curfew.sandbox.github.hook.Hook;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// A broker, and a GitHub whose App the listener is. The organisation's hook leads nowhere: nothing
/// can come in.
@SuppressWarnings("NullAway.Init") // started before it is used
public final class GitHubResource implements QuarkusTestResourceLifecycleManager {
  /// Where nobody listens.
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/webhooks/github");

  private final BrokerResource broker = new BrokerResource();
  private GitHubSandbox github;
  private Hook hook;
  private Installation installation;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(broker.start());
    github = GitHubSandbox.start(0, Clock.systemUTC());
    installation = github.install("octo-org");
    hook = github.organizationHook("octo-org", NOWHERE, BrokerResource.SECRET);
    settings.put("curfew.github.api", github.api().toString());
    settings.put("curfew.github.app.id", github.app().clientId());
    settings.put("curfew.github.app.private-key", key().toString());
    settings.put("curfew.listener.sweep.hooks", "orgs/octo-org/hooks/" + hook.id());
    settings.put("curfew.listener.sweep.interval", "1s");
    settings.put("curfew.listener.lease.interval", "1s");
    settings.put("curfew.listener.lease.age", "0s");
    return settings;
  }

  private Path key() {
    try {
      return Files.writeString(
          Files.createTempDirectory("curfew-app").resolve("app.pem"), github.app().privateKeyPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(GitHubResource.class));
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public GitHubSandbox github() {
    return github;
  }

  /// The hook whose deliveries the listener sweeps.
  public Hook hook() {
    return hook;
  }

  /// As an administrator does who takes the App away and thinks better of it. No token of before is
  /// good any more.
  public void reinstall() {
    github.uninstall(installation);
    installation = github.install("octo-org");
  }

  @Override
  public void stop() {
    github.close();
    broker.stop();
  }
}
