package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Somebody whose token is believed asked for a credential, and got none. Told of verified tokens
/// alone: nobody can have it told of another's job.
///
/// @param credentialId the id that the credential would have had; a policy server was asked by it
/// @param reason what the caller was told: the last part of the problem's `type`
/// @param detail what the caller was not told
/// @param run the token's; the request may have named another
/// @param jobId the token's `check_run_id`, where it has one
/// @param roleArn the role that was asked for; null where what was asked for is no role's ARN
/// @param decisionId by which the policy server that refused knows its decision
/// @param tokenSha256 SHA-256 of the OIDC token that was shown, in hex
/// @param refusedAt by the issuer's clock
public record IssuanceRefused(
    UUID credentialId,
    String reason,
    String detail,
    RunIdentity run,
    @Nullable Long jobId,
    JobContext context,
    @Nullable String roleArn,
    @Nullable String decisionId,
    String tokenSha256,
    Instant refusedAt)
    implements CredentialEvent {
  private static final Pattern REASON = Pattern.compile("[a-z]+(-[a-z]+)*");

  public IssuanceRefused {
    requireNonNull(credentialId, "credentialId");
    Require.matches(REASON, reason, "reason");
    Require.line(detail, "detail");
    requireNonNull(run, "run");
    if (jobId != null) {
      Require.positive(jobId, "jobId");
    }
    requireNonNull(context, "context");
    if (roleArn != null) {
      Require.roleArn(roleArn, "roleArn");
    }
    Require.shortText(decisionId, "decisionId");
    Require.sha256(tokenSha256, "tokenSha256");
    Require.instant(refusedAt, "refusedAt");
  }

  /// Whether a text can be [#roleArn].
  public static boolean isRoleArn(String text) {
    return text.length() <= Require.LONGEST_TEXT && Require.ROLE_ARN.matcher(text).matches();
  }
}
