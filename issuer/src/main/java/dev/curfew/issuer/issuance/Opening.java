package dev.curfew.issuer.issuance;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.policy.Grant;
import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.issuer.session.SessionName;
import dev.curfew.issuer.session.SessionRequest;
import dev.curfew.issuer.session.SessionSource;
import dev.curfew.issuer.session.SessionTooLongException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the session that a credential is of, for as long as request, role and AWS let it live.
@ApplicationScoped
class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private final SessionSource sessions;
  private final IssuanceSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Opening(SessionSource sessions, IssuanceSettings settings, Clock clock) {
    this.sessions = sessions;
    this.settings = settings;
    this.clock = clock;
  }

  /// Fails as [SessionSource#open], or with [RefusedException] where the request names a duration
  /// that the role, or AWS, does not give.
  ///
  /// @param circuit what nothing may outlive while revoking fails
  Uni<SessionCredentials> open(
      IssueRequest request, Candidate candidate, Grant grant, Optional<Duration> circuit) {
    Life life = Life.of(request, settings.standard(), grant, circuit);
    return open(candidate, grant, life)
        .onFailure(SessionTooLongException.class)
        .recoverWithUni(e -> openForAnHour(request, candidate, grant, life, e));
  }

  private Uni<SessionCredentials> openForAnHour(
      IssueRequest request, Candidate candidate, Grant grant, Life life, Throwable refusal) {
    return Uni.createFrom()
        .item(() -> life.ofAnHour(request, refusal))
        .invoke(() ->
            LOG.atWarn().addKeyValue(ERROR, refusal.getMessage()).log("session opened for an hour"))
        .chain(hour -> open(candidate, grant, hour));
  }

  private Uni<SessionCredentials> open(Candidate candidate, Grant grant, Life life) {
    Instant now = clock.instant();
    return sessions.open(
        new SessionRequest(
            candidate.roleArn(),
            SessionName.at(now, random),
            life.ofSession(),
            life.isLeashed()
                ? Optional.of(now.plus(life.length()).truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty(),
            grant.sessionPolicy(),
            SessionMarks.tags(grant.tags(), candidate.job(), candidate.context()),
            grant.sourceIdentity()
                ? Optional.of(SessionMarks.sourceIdentity(candidate.job()))
                : Optional.empty()));
  }
}
