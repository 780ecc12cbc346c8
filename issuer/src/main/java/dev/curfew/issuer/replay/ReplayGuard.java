package dev.curfew.issuer.replay;

import dev.curfew.issuer.token.VerifiedToken;
import io.smallrye.mutiny.Uni;

/// Lets each token through once.
public interface ReplayGuard {

  /// Uses up a token, and its nonce if it has one, across all instances and in one transaction.
  /// Fails with [TokenReplayedException] where somebody was faster, with [NonceUnknownException]
  /// where the nonce is not this job's to use now, and with [NonceMissingException] where there is
  /// none and must be one. A token whose nonce is refused is used up too.
  Uni<Void> claim(VerifiedToken token);
}
