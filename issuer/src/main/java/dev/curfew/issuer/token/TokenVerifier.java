package dev.curfew.issuer.token;

import io.smallrye.mutiny.Uni;

/// Decides whether a token is believed.
public interface TokenVerifier {

  /// Fails with [InvalidTokenException] where it is not, and with [KeysUnavailableException] where
  /// that could not be found out.
  Uni<VerifiedToken> verify(OidcToken token);

  /// The audience by which a job has a nonce put into its token.
  String audienceWith(String nonce);
}
