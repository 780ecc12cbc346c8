package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;

import dev.curfew.issuer.token.OidcToken;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What a job asks for. Nothing of it is believed yet.
///
/// @param step name of the step that asks, as the workflow has it: the credential ends with it
/// @param renews a credential of the same job that is to be taken over from
public record IssueRequest(
    OidcToken token,
    long jobId,
    String repository,
    String roleArn,
    Optional<Duration> duration,
    Optional<String> step,
    Optional<UUID> renews) {
  public IssueRequest {
    requireNonNull(token, "token");
    requireNonNull(repository, "repository");
    requireNonNull(roleArn, "roleArn");
    requireNonNull(duration, "duration");
    requireNonNull(step, "step");
    requireNonNull(renews, "renews");
  }
}
