package dev.curfew.issuer.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A token that is believed.
///
/// @param issuer `iss`, as it is listed in the settings
/// @param id `jti`: unique among the tokens of the issuer
/// @param expiresAt `exp`
/// @param nonce what the job had appended to the audience
/// @param job what it says about its job
/// @param claims all of its claims by name, as they stand in the token
public record VerifiedToken(
    String issuer,
    String id,
    Instant expiresAt,
    Optional<String> nonce,
    JobClaims job,
    Map<String, Object> claims) {
  public VerifiedToken {
    requireNonNull(issuer, "issuer");
    requireNonNull(id, "id");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(nonce, "nonce");
    requireNonNull(job, "job");
    // A claim can be null, which Map.copyOf would not have.
    claims = Collections.unmodifiableMap(new HashMap<>(claims));
  }

  /// Names the repository, whatever it is called now: two issuers may number theirs alike.
  public String repositoryKey() {
    return job.run().repositoryId() + "@" + issuer;
  }
}
