package dev.curfew.issuer.issuance;

import dev.curfew.issuer.binding.JobEndedException;
import dev.curfew.issuer.binding.JobMismatchException;
import dev.curfew.issuer.binding.JobNotRunningException;
import dev.curfew.issuer.binding.JobUnavailableException;
import dev.curfew.issuer.binding.TooManyLookupsException;
import dev.curfew.issuer.policy.PolicyUnavailableException;
import dev.curfew.issuer.publication.NotDurableException;
import dev.curfew.issuer.replay.NonceMissingException;
import dev.curfew.issuer.replay.NonceUnknownException;
import dev.curfew.issuer.replay.TokenReplayedException;
import dev.curfew.issuer.session.SessionRefusedException;
import dev.curfew.issuer.session.SessionUnavailableException;
import dev.curfew.issuer.store.StoreUnavailableException;
import dev.curfew.issuer.token.InvalidTokenException;
import dev.curfew.issuer.token.KeysUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What each failure is to the caller. Whatever is not foreseen is a refusal too.
final class Refusals {
  private Refusals() {}

  static RefusedException of(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      return refused;
    }
    return new RefusedException(
        refusal(failure), String.valueOf(failure.getMessage()), failure, retryAfter(failure));
  }

  /// Where somebody said so.
  private static @Nullable Duration retryAfter(Throwable failure) {
    return switch (failure) {
      case JobUnavailableException unavailable -> unavailable.retryAfter().orElse(null);
      case TooManyLookupsException tooMany -> tooMany.retryAfter();
      default -> null;
    };
  }

  private static Refusal refusal(Throwable failure) {
    return switch (failure) {
      case InvalidTokenException _ -> Refusal.INVALID_TOKEN;
      case TokenReplayedException _ -> Refusal.TOKEN_REPLAYED;
      case NonceUnknownException _ -> Refusal.NONCE_UNKNOWN;
      case NonceMissingException _ -> Refusal.NONCE_MISSING;
      case JobMismatchException _ -> Refusal.JOB_MISMATCH;
      case JobEndedException _ -> Refusal.JOB_ENDED;
      case JobNotRunningException _ -> Refusal.JOB_NOT_RUNNING;
      case TooManyLookupsException _ -> Refusal.RATE_LIMITED;
      case SessionRefusedException _ -> Refusal.REFUSED_BY_AWS;
      case KeysUnavailableException _,
          JobUnavailableException _,
          PolicyUnavailableException _,
          StoreUnavailableException _,
          SessionUnavailableException _,
          NotDurableException _ ->
          Refusal.UNAVAILABLE;
      default -> Refusal.INTERNAL;
    };
  }
}
