package dev.curfew.issuer.session;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/// Where sessions come from.
public interface SessionSource {

  /// Fails with [SessionRefusedException] where AWS says no, and with [SessionUnavailableException]
  /// where it says nothing in time.
  ///
  /// @param duration 900 s to 12 h
  Uni<SessionCredentials> open(String roleArn, SessionName name, Duration duration);
}
