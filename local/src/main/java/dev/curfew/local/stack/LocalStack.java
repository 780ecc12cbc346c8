package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.idp.IdentityProviderSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All of Curfew: three service processes on a backing, with stand-ins for AWS, GitHub and people's
/// identity provider.
public final class LocalStack implements AutoCloseable {
  private static final String WEBHOOK_PATH = "/webhooks/github";

  /// Where nobody listens: the port is the discard protocol's.
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9" + WEBHOOK_PATH);

  private final Teardown teardown = new Teardown();
  private final StackSpec spec;
  private final Backing backing;
  private final AwsSandbox aws;
  private final GitHubSandbox github;
  private final IdentityProviderSandbox people;
  private final Instant accountReadyAt;
  private final Services services;
  private final ServiceProcess issuer;
  private final ServiceProcess listener;
  private final ServiceProcess revoker;

  /// Returns when all three services are ready. Takes the backing over, failures included.
  ///
  /// @throws ServiceFailedException if one does not become ready
  public static LocalStack start(Checkout checkout, StackSpec spec, Backing backing) {
    LocalStack stack = new LocalStack(checkout, spec, backing);
    try {
      stack.services.awaitReady();
      return stack;
    } catch (RuntimeException | Error e) {
      stack.close();
      throw e;
    }
  }

  private LocalStack(Checkout checkout, StackSpec spec, Backing backing) {
    this.spec = spec;
    this.backing = teardown.add(backing);
    Ports ports = spec.ports();
    try {
      aws = teardown.add(aws(ports.aws()));
      github = teardown.add(GitHubSandbox.start(ports.github(), Clock.systemUTC()));
      people = teardown.add(IdentityProviderSandbox.start(ports.people(), Clock.systemUTC()));
      List<String> hooks =
          spec.repositories().stream()
              .map(name ->
                  "repos/%s/hooks/%d"
                      .formatted(
                          name,
                          github.repositoryHook(name, hookUrl(spec), spec.webhookSecret()).id()))
              .toList();
      TrialAccount account = TrialAccount.in(aws);
      accountReadyAt = Instant.now();
      Settings settings = new Settings(spec, backing, aws.endpoint());
      services =
          teardown.add(
              new Services(checkout, spec.directory(), spec.throwAway(), Services.TRIAL_JVM));
      issuer =
          services.launch(
              "issuer",
              ports.issuer(),
              settings.issuer(
                  account.issuer(),
                  github,
                  TrialPolicy.writtenTo(spec.directory(), role(), spec.repositories())));
      listener =
          services.launch("webhook-listener", ports.listener(), settings.listener(github, hooks));
      Map<String, String> ofRevoker = new HashMap<>(settings.revoker(account.revoker()));
      ofRevoker.putAll(settings.people(people.issuer()));
      revoker = services.launch("revoker", ports.revoker(), ofRevoker);
    } catch (RuntimeException | Error e) {
      teardown.close();
      throw e;
    }
  }

  private static URI hookUrl(StackSpec spec) {
    return spec.pullOnly()
        ? NOWHERE
        : URI.create("http://127.0.0.1:" + spec.ports().listener() + WEBHOOK_PATH);
  }

  public Backing backing() {
    return backing;
  }

  public AwsSandbox aws() {
    return aws;
  }

  public GitHubSandbox github() {
    return github;
  }

  /// Who says who people are.
  public IdentityProviderSandbox people() {
    return people;
  }

  public ServiceProcess issuer() {
    return issuer;
  }

  public ServiceProcess listener() {
    return listener;
  }

  public ServiceProcess revoker() {
    return revoker;
  }

  public List<ServiceProcess> services() {
    return services.all();
  }

  /// The one role that is granted, by its ARN.
  public String role() {
    return TrialAccount.ROLE;
  }

  /// The `aud` that the issuer wants in tokens.
  public String audience() {
    return Settings.AUDIENCE;
  }

  public URI webhook() {
    return listener.uri().resolve(WEBHOOK_PATH);
  }

  public String webhookSecret() {
    return spec.webhookSecret();
  }

  /// From now on policies are enforced this long after IAM's answer. Returns when the role's own
  /// policies, which are older than that, are in force again.
  public void enforceAfter(Duration lag) {
    aws.faults().iamLag(lag);
    Duration rest = lag.minus(Duration.between(accountReadyAt, Instant.now()));
    try {
      Thread.sleep(rest.isNegative() ? Duration.ZERO : rest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while policies propagate", e);
    }
  }

  /// Ends services, stand-ins and backing, in this order.
  @Override
  public void close() {
    teardown.close();
  }

  static AwsSandbox aws(int port) {
    try {
      return AwsSandbox.start(port, Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException("the AWS stand-in cannot start", e);
    }
  }
}
