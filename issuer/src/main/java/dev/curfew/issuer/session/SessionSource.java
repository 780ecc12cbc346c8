package dev.curfew.issuer.session;

import io.smallrye.mutiny.Uni;

/// Where sessions come from.
public interface SessionSource {

  /// Fails with [SessionTooLongException] where AWS would give a shorter one, with
  /// [SessionRefusedException] where it says no, and with [SessionUnavailableException] where it
  /// says nothing in time.
  Uni<SessionCredentials> open(SessionRequest request);
}
