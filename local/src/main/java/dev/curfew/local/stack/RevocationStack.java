package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import dev.curfew.sandbox.aws.AwsSandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What revokes, and what that needs: listener and revoker on a backing, and the AWS stand-in with
/// many roles in several accounts. There is no issuer: whoever uses it tells Kafka of credentials
/// as the issuer would.
public final class RevocationStack implements AutoCloseable {
  /// As long-running services have it.
  private static final List<String> JVM =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

  private final Teardown teardown = new Teardown();
  private final EmbeddedBacking backing;
  private final String webhookSecret = UUID.randomUUID().toString();
  private final AwsSandbox aws;
  private final RoleFleet fleet;
  private final ServiceProcess listener;
  private final ServiceProcess revoker;

  /// Returns when both services are ready. Takes the backing over, failures included.
  ///
  /// @param revokerSettings environment variables besides those of every stack
  /// @throws ServiceFailedException if one does not become ready
  public static RevocationStack start(
      Checkout checkout,
      Path directory,
      EmbeddedBacking backing,
      int accounts,
      int roles,
      Map<String, String> revokerSettings) {
    RevocationStack stack =
        new RevocationStack(checkout, directory, backing, accounts, roles, revokerSettings);
    try {
      stack.listener.awaitReady();
      stack.revoker.awaitReady();
      return stack;
    } catch (RuntimeException | Error e) {
      stack.close();
      throw e;
    }
  }

  private RevocationStack(
      Checkout checkout,
      Path directory,
      EmbeddedBacking backing,
      int accounts,
      int roles,
      Map<String, String> revokerSettings) {
    this.backing = teardown.add(backing);
    try {
      aws = teardown.add(LocalStack.aws(0));
      fleet = RoleFleet.in(aws, accounts, roles);
      StackSpec spec =
          new StackSpec(directory, Ports.free(), List.of(), webhookSecret, false, true);
      Settings settings = new Settings(spec, backing, aws.endpoint());
      Services services = teardown.add(new Services(checkout, directory, true, JVM));
      listener = services.launch("webhook-listener", spec.ports().listener(), settings.listener());
      Map<String, String> ofRevoker = new HashMap<>(settings.revoker(fleet.revoker()));
      // A canary for each write is not what is asked here.
      ofRevoker.put("CURFEW_REVOKER_PROOF_ENABLED", "false");
      ofRevoker.putAll(fleet.revokerSettings());
      ofRevoker.putAll(revokerSettings);
      revoker = services.launch("revoker", spec.ports().revoker(), ofRevoker);
    } catch (RuntimeException | Error e) {
      teardown.close();
      throw e;
    }
  }

  public EmbeddedBacking backing() {
    return backing;
  }

  public AwsSandbox aws() {
    return aws;
  }

  public RoleFleet fleet() {
    return fleet;
  }

  public ServiceProcess listener() {
    return listener;
  }

  public ServiceProcess revoker() {
    return revoker;
  }

  public URI webhook() {
    return listener.uri().resolve("/webhooks/github");
  }

  public String webhookSecret() {
    return webhookSecret;
  }

  @Override
  public void close() {
    teardown.close();
  }
}
