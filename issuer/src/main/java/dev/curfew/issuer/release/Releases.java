package dev.curfew.issuer.release;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Who may give back what.
public interface Releases {

  /// Lets whoever has the token end the credential, for as long as it may live and a day longer.
  Uni<Void> allow(CredentialIssued issued, ReleaseToken token);

  /// The credential, where this is its token.
  Uni<Optional<Releasable>> find(UUID credentialId, ReleaseToken token);

  /// Whose it is; empty where it was never given out, or long ago.
  Uni<Optional<JobIdentity>> jobOf(UUID credentialId);

  /// Notes that it has been published.
  Uni<Void> released(UUID credentialId, Instant at);
}
