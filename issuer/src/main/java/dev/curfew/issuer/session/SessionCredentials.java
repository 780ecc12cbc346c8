package dev.curfew.issuer.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// Credentials of one STS session. Prints its access key id alone.
///
/// @param userId `aws:userid`: `ROLEID:session-name`
/// @param issuedAt whole second by AWS's clock
/// @param expiresAt the leash's end, or a whole second by AWS's clock: from then on all is denied
public record SessionCredentials(
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    String userId,
    Instant issuedAt,
    Instant expiresAt) {
  public SessionCredentials {
    requireNonNull(accessKeyId, "accessKeyId");
    requireNonNull(secretAccessKey, "secretAccessKey");
    requireNonNull(sessionToken, "sessionToken");
    requireNonNull(userId, "userId");
    requireNonNull(issuedAt, "issuedAt");
    requireNonNull(expiresAt, "expiresAt");
  }

  @Override
  public String toString() {
    return "SessionCredentials[accessKeyId=" + accessKeyId + "]";
  }
}
