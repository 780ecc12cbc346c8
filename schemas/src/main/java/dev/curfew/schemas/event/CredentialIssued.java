package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A credential exists and may be in use. Published before it is handed out; it names the
/// credential without being able to use it.
///
/// @param userId `aws:userid` of the session: `ROLEID:session-name`
/// @param issuedAt whole second, by AWS's clock (expiry less duration)
/// @param expiresAt whole second, by AWS's clock
/// @param step name of the step that asked, where it said so: the credential ends with it
/// @param renews the older credential of the same job that this one is to take over from; it is not
///   revoked for that
/// @param tokenSha256 SHA-256 of the OIDC token that was shown for it, in hex
public record CredentialIssued(
    UUID credentialId,
    String accessKeyId,
    String userId,
    String roleArn,
    Instant issuedAt,
    Instant expiresAt,
    JobIdentity job,
    JobContext context,
    @Nullable String step,
    @Nullable UUID renews,
    String tokenSha256)
    implements CredentialEvent {
  /// Of any STS session (AssumeRole, DurationSeconds).
  private static final Duration LONGEST = Duration.ofHours(12);

  public CredentialIssued {
    requireNonNull(credentialId, "credentialId");
    Require.text(accessKeyId, "accessKeyId");
    Require.userId(userId, "userId");
    Require.roleArn(roleArn, "roleArn");
    Require.instant(issuedAt, "issuedAt");
    Require.instant(expiresAt, "expiresAt");
    if (!issuedAt.isBefore(expiresAt) || expiresAt.isAfter(issuedAt.plus(LONGEST))) {
      throw new IllegalArgumentException("expiresAt is not within 12 h after issuedAt");
    }
    requireNonNull(job, "job");
    requireNonNull(context, "context");
    Require.shortText(step, "step");
    Require.sha256(tokenSha256, "tokenSha256");
  }

  @Override
  public RunIdentity run() {
    return job.run();
  }
}
