package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;

import dev.curfew.issuer.token.OidcToken;
import java.time.Duration;
import java.util.Optional;

/// What a job asks for. Nothing of it is believed yet.
public record IssueRequest(
    OidcToken token, long jobId, String repository, String roleArn, Optional<Duration> duration) {
  public IssueRequest {
    requireNonNull(token, "token");
    requireNonNull(repository, "repository");
    requireNonNull(roleArn, "roleArn");
    requireNonNull(duration, "duration");
  }
}
