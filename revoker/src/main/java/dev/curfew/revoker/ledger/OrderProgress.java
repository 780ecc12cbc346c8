package dev.curfew.revoker.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.curfew.schemas.event.JobIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order with what it hit.
///
/// @param credentials those that are not dead yet first; at most [#MOST_CREDENTIALS]
/// @param roles whose policy must change for it
public record OrderProgress(
    @JsonUnwrapped OrderSummary order, List<Credential> credentials, List<Role> roles) {
  /// An answer stays readable, whatever the order hits; the counts are whole.
  public static final int MOST_CREDENTIALS = 1000;

  public OrderProgress {
    credentials = List.copyOf(credentials);
    roles = List.copyOf(roles);
  }

  /// A credential that the order found.
  ///
  /// @param cause what it died of; another event's where it was dead already
  /// @param appliedAt when IAM had answered
  /// @param effectiveAt since when a probe was denied
  public record Credential(
      UUID credentialId,
      String accessKeyId,
      String userId,
      String roleArn,
      JobIdentity job,
      Instant expiresAt,
      State state,
      @Nullable String cause,
      @Nullable Instant decidedAt,
      @Nullable Instant appliedAt,
      @Nullable Instant effectiveAt) {}

  /// What has become of a credential.
  public enum State {
    /// IAM has not answered yet.
    DYING,
    /// IAM holds a deny for it.
    DENIED,
    /// A probe was denied.
    EFFECTIVE,
    /// It expired before IAM had answered.
    EXPIRED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A role that the order touches.
  ///
  /// @param denyApplied whether all that is to be denied on it stands in its policies
  /// @param blocked why no write can succeed until somebody mends it
  /// @param lastError of the last write that failed, where none has succeeded since
  /// @param attempts failed writes since the last that succeeded
  public record Role(
      String roleArn,
      boolean denyApplied,
      @Nullable String blocked,
      @Nullable String lastError,
      int attempts) {}
}
