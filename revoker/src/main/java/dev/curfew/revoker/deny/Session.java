package dev.curfew.revoker.deny;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// A role's session as the planner sees it.
///
/// @param userId `aws:userid`: `ROLEID:session-name`
/// @param issuedAt by AWS's clock, to the second
/// @param expiresAt by AWS's clock, to the second
/// @param dead whether it must be denied
public record Session(String userId, Instant issuedAt, Instant expiresAt, boolean dead) {
  /// The name's alphabet is STS's for RoleSessionName: none of it means anything in a pattern of
  /// IAM's or needs escaping in JSON.
  private static final Pattern USER_ID = Pattern.compile("\\w+:[\\w+=,.@-]{2,64}");

  /// What the issuer's names begin with, and nobody else's.
  static final String MARK = "@";

  /// `aws:TokenIssueTime` is not documented to be better than a second.
  private static final Duration ISSUE_TIME_DOUBT = Duration.ofSeconds(1);

  public Session {
    if (!USER_ID.matcher(requireNonNull(userId, "userId")).matches()) {
      throw new IllegalArgumentException("userId is not ROLEID:session-name");
    }
    IamTime.require(issuedAt, "issuedAt");
    IamTime.require(expiresAt, "expiresAt");
    if (!issuedAt.isBefore(expiresAt)) {
      throw new IllegalArgumentException("expiresAt is not after issuedAt");
    }
  }

  /// The part that the session's owner chose.
  String name() {
    return userId.substring(userId.indexOf(':') + 1);
  }

  boolean ours() {
    return userId.startsWith(MARK, userId.indexOf(':') + 1);
  }

  /// Whether a deny that ends at the bound is sure to hold for it.
  boolean certainlyIssuedBefore(Instant bound) {
    return issuedAt.plus(ISSUE_TIME_DOUBT).isBefore(bound);
  }

  /// Whether a deny that ends at the bound can hold for it.
  boolean perhapsIssuedBefore(Instant bound) {
    return issuedAt.minus(ISSUE_TIME_DOUBT).isBefore(bound);
  }

  /// The earliest bound, in whole seconds, before which it was certainly issued.
  Instant leastBound() {
    return IamTime.floor(issuedAt.plus(ISSUE_TIME_DOUBT)).plusSeconds(1);
  }

  /// The latest bound, in whole seconds, before which it was certainly not issued.
  Instant greatestHarmlessBound() {
    return IamTime.floor(issuedAt.minus(ISSUE_TIME_DOUBT));
  }
}
