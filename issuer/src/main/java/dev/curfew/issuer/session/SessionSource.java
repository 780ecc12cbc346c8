package dev.curfew.issuer.session;

import io.smallrye.mutiny.Uni;

/// Where sessions come from.
public interface SessionSource {

  /// Fails with [SessionRefusedException] where AWS says no, and with [SessionUnavailableException]
  /// where it says nothing in time.
  Uni<SessionCredentials> open(SessionRequest request);
}
