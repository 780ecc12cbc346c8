package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.github.GitHubSandbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What issues, and what that needs: the issuer on a backing, and stand-ins for AWS and GitHub in
/// this process.
public final class IssuanceStack implements AutoCloseable {
  private final Teardown teardown = new Teardown();
  private final EmbeddedBacking backing;
  private final GitHubSandbox github;
  private final ServiceProcess issuer;
  private final Duration startToReady;

  /// Returns when the issuer is ready. Takes the backing over, failures included.
  ///
  /// @param repository whose jobs may have the role, as `owner/name`
  /// @throws ServiceFailedException if it does not become so
  public IssuanceStack(
      Checkout checkout, Path directory, EmbeddedBacking backing, String repository) {
    this.backing = teardown.add(backing);
    try {
      AwsSandbox aws = teardown.add(LocalStack.aws(0));
      github = teardown.add(GitHubSandbox.start(0, Clock.systemUTC()));
      TrialAccount account = TrialAccount.in(aws);
      StackSpec spec =
          new StackSpec(directory, Ports.free(), List.of(repository), "not used", false, true);
      Map<String, String> settings =
          new HashMap<>(
              new Settings(spec, backing, aws.endpoint())
                  .issuer(
                      account.issuer(),
                      github,
                      TrialPolicy.writtenTo(directory, role(), spec.repositories())));
      // All jobs have one address here, and one repository.
      settings.put("CURFEW_ISSUER_RATE_LIMIT_ADDRESS", "0");
      settings.put("CURFEW_ISSUER_RATE_LIMIT_REPOSITORY", "0");
      settings.put("CURFEW_ISSUER_RATE_LIMIT_JOB_LOOKUPS", "0");
      Services services = teardown.add(Services.issuer(checkout, directory));
      Instant start = Instant.now();
      issuer = services.launch("issuer", spec.ports().issuer(), settings);
      issuer.awaitReady();
      startToReady = Duration.between(start, Instant.now());
    } catch (RuntimeException | Error e) {
      teardown.close();
      throw e;
    }
  }

  public EmbeddedBacking backing() {
    return backing;
  }

  public GitHubSandbox github() {
    return github;
  }

  public ServiceProcess issuer() {
    return issuer;
  }

  /// The one role that is granted, by its ARN.
  public String role() {
    return TrialAccount.ROLE;
  }

  /// The `aud` that the issuer wants in tokens.
  public String audience() {
    return Settings.AUDIENCE;
  }

  /// From the start of the issuer's process to its readiness.
  public Duration startToReady() {
    return startToReady;
  }

  @Override
  public void close() {
    teardown.close();
  }
}
