package dev.curfew.issuer.issuance;

import dev.curfew.issuer.publication.Publisher;
import dev.curfew.issuer.release.Releasable;
import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.release.Releases;
import dev.curfew.schemas.event.CredentialReleased;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Ends a credential for who shows its release token.
@ApplicationScoped
class Release {
  private final Releases releases;
  private final Publisher publisher;
  private final Clock clock;

  Release(Releases releases, Publisher publisher, Clock clock) {
    this.releases = releases;
    this.publisher = publisher;
    this.clock = clock;
  }

  /// Completes when Kafka has it, now or from an earlier time. Fails with [RefusedException],
  /// whatever the reason.
  Uni<Void> release(UUID credentialId, ReleaseToken token) {
    return releases
        .find(credentialId, token)
        .map(Release::mine)
        .chain(
            credential -> credential.released() ? Uni.createFrom().voidItem() : publish(credential))
        .onFailure()
        .transform(Refusals::of);
  }

  private static Releasable mine(Optional<Releasable> found) {
    return found.orElseThrow(() ->
        new RefusedException(Refusal.RELEASE_REFUSED, "no such credential, or not its token"));
  }

  /// Noted after it is published: between the two it may be published again, which ends nothing
  /// twice.
  private Uni<Void> publish(Releasable credential) {
    Instant now = clock.instant();
    return publisher
        .publish(new CredentialReleased(credential.credentialId(), credential.job(), now))
        .chain(() -> releases.released(credential.credentialId(), now));
  }
}
