package dev.curfew.revoker;

import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.idp.IdentityProviderSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// People's OpenID provider, which the revoker is configured with. It is up from the beginning, but
/// where [Late] takes its place.
public class IdentityProviderResource implements QuarkusTestResourceLifecycleManager {
  static final String AUDIENCE = "curfew";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final int port = LoopbackPort.free();
  private @Nullable IdentityProviderSandbox provider;

  @Override
  public Map<String, String> start() {
    startProvider();
    return settings();
  }

  Map<String, String> settings() {
    return Map.of(
        "quarkus.oidc.auth-server-url",
        "http://127.0.0.1:" + port,
        "quarkus.oidc.token.audience",
        AUDIENCE);
  }

  void startProvider() {
    provider = IdentityProviderSandbox.start(port, Clock.systemUTC());
  }

  IdentityProviderSandbox provider() {
    if (provider == null) {
      throw new IllegalStateException("the provider is not up yet");
    }
    return provider;
  }

  String responder() {
    return token("erin", "responder");
  }

  String viewer() {
    return token("victor", "viewer");
  }

  String token(String person, String role) {
    return provider().token(person, Set.of(role), AUDIENCE, LIFE);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(IdentityProviderResource.class));
  }

  @Override
  public void stop() {
    if (provider != null) {
      provider.close();
    }
  }

  /// Not up until a test starts it.
  public static final class Late extends IdentityProviderResource {
    @Override
    public Map<String, String> start() {
      return settings();
    }
  }
}
