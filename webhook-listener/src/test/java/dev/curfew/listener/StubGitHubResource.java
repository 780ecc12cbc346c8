package dev.curfew.listener;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/// A broker, and a GitHub that a test bends as it likes.
@SuppressWarnings("NullAway.Init") // started before it is used
public final class StubGitHubResource implements QuarkusTestResourceLifecycleManager {
  public static final String HOOK = "/orgs/octo-org/hooks/7";

  /// Of a repository that no other test looks at.
  public static final String OTHER_HOOK = "/repos/octo-org/octo-repo/hooks/8";

  private final BrokerResource broker = new BrokerResource();
  private StubGitHub github;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(broker.start());
    github = new StubGitHub();
    github.answer(HOOK + "/deliveries", 200, "[]");
    github.answer(OTHER_HOOK + "/deliveries", 200, "[]");
    settings.put("curfew.github.api", github.api().toString());
    settings.put("curfew.github.token", "a-token");
    settings.put("curfew.github.timeout", "2s");
    settings.put("curfew.listener.sweep.hooks", HOOK.substring(1) + "," + OTHER_HOOK.substring(1));
    settings.put("curfew.listener.sweep.interval", "1s");
    settings.put("curfew.listener.sweep.deadline", "5s");
    settings.put("curfew.listener.sweep.patience", "3s");
    settings.put("curfew.listener.lease.interval", "1s");
    settings.put("curfew.listener.lease.age", "0s");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(StubGitHubResource.class));
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public StubGitHub github() {
    return github;
  }

  @Override
  public void stop() {
    github.close();
    broker.stop();
  }
}
