package dev.curfew.issuer.issuance;

import dev.curfew.issuer.binding.Binding;
import dev.curfew.issuer.binding.JobLookup;
import dev.curfew.issuer.grant.Grants;
import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.publication.Publisher;
import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.release.Releases;
import dev.curfew.issuer.replay.ReplayGuard;
import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.issuer.session.SessionName;
import dev.curfew.issuer.session.SessionSource;
import dev.curfew.issuer.token.JobClaims;
import dev.curfew.issuer.token.TokenVerifier;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Token, replay, claims, grant, job, latch, session, record, answer: in this order, and the record
/// before the answer.
@Startup // senseless settings must stop start-up, not the first request
@ApplicationScoped
class Issuance {
  private final TokenVerifier tokens;
  private final ReplayGuard replays;
  private final Grants grants;
  private final JobLookup jobs;
  private final Gate gate;
  private final SessionSource sessions;
  private final Publisher publisher;
  private final Releases releases;
  private final IssuanceSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Issuance(
      TokenVerifier tokens,
      ReplayGuard replays,
      Grants grants,
      JobLookup jobs,
      Gate gate,
      SessionSource sessions,
      Publisher publisher,
      Releases releases,
      IssuanceSettings settings,
      Clock clock) {
    this.tokens = tokens;
    this.replays = replays;
    this.grants = grants;
    this.jobs = jobs;
    this.gate = gate;
    this.sessions = sessions;
    this.publisher = publisher;
    this.releases = releases;
    this.settings = settings;
    if (settings.standard().compareTo(settings.maximum()) > 0) {
      throw new IllegalArgumentException(
          "curfew.issuer.duration.standard is above curfew.issuer.duration.maximum");
    }
    this.clock = clock;
  }

  /// Fails with [RefusedException], whatever the reason.
  Uni<IssuedCredential> issue(IssueRequest request) {
    Duration duration = duration(request);
    return tokens
        .verify(request.token())
        .call(replays::claim)
        .invoke(token -> check(request, token.job()))
        .chain(token ->
            jobs.bind(token, request.jobId())
                .chain(binding -> issue(request, token.job(), binding, duration)))
        .call(this::record)
        .onFailure()
        .transform(Refusals::of);
  }

  private Duration duration(IssueRequest request) {
    Duration asked = request.duration().orElse(settings.standard());
    if (asked.compareTo(IssuanceSettings.STS_MINIMUM) < 0
        || asked.compareTo(settings.maximum()) > 0) {
      throw new RefusedException(
          Refusal.INVALID_REQUEST,
          "duration_seconds must lie between %d and %d"
              .formatted(IssuanceSettings.STS_MINIMUM.toSeconds(), settings.maximum().toSeconds()));
    }
    return asked;
  }

  private void check(IssueRequest request, JobClaims claims) {
    if (!claims.run().repository().equals(request.repository())) {
      throw new RefusedException(Refusal.JOB_MISMATCH, "repo differs from the token's");
    }
    // Where the token names none, GitHub's word decides.
    if (request.jobId() <= 0 || claims.checkRunId().orElse(request.jobId()) != request.jobId()) {
      throw new RefusedException(Refusal.JOB_MISMATCH, "job_id differs from the token's");
    }
    // Runs with the base repository's rights on a stranger's code.
    if (claims.context().eventName().equals("pull_request_target")) {
      throw new RefusedException(Refusal.ROLE_NOT_GRANTED, "pull_request_target gets no role");
    }
    if (!grants.allow(claims.run().repository(), request.roleArn())) {
      throw new RefusedException(Refusal.ROLE_NOT_GRANTED, "no grant for this role");
    }
  }

  /// The job's context has the runner from here on: an order may be about it.
  private Uni<IssuedCredential> issue(
      IssueRequest request, JobClaims claims, Binding binding, Duration duration) {
    Candidate candidate =
        new Candidate(job(request, claims), binding.addedTo(claims.context()), request.roleArn());
    return gate.pass(candidate)
        .chain(leash -> open(request, candidate, shortened(duration, leash)));
  }

  /// STS knows nothing below its minimum: what is shorter takes a session policy.
  private static Duration shortened(Duration duration, Optional<Duration> leash) {
    return leash.isPresent() ? IssuanceSettings.STS_MINIMUM : duration;
  }

  private static JobIdentity job(IssueRequest request, JobClaims claims) {
    return new JobIdentity(
        claims.run().repositoryId(),
        claims.run().repository(),
        claims.run().runId(),
        claims.run().runAttempt(),
        request.jobId());
  }

  private Uni<IssuedCredential> open(IssueRequest request, Candidate candidate, Duration duration) {
    SessionName name = SessionName.at(clock.instant(), random);
    return sessions
        .open(request.roleArn(), name, duration)
        .map(credentials -> recorded(request, candidate, credentials));
  }

  /// Both at once: neither needs the other, and the job waits for both.
  private Uni<Void> record(IssuedCredential issued) {
    return Uni.combine()
        .all()
        .unis(publisher.publish(issued.record()), releases.allow(issued.record(), issued.release()))
        .discardItems();
  }

  private IssuedCredential recorded(
      IssueRequest request, Candidate candidate, SessionCredentials credentials) {
    return new IssuedCredential(
        new CredentialIssued(
            Envelope.newId(),
            credentials.accessKeyId(),
            credentials.userId(),
            request.roleArn(),
            credentials.issuedAt(),
            credentials.expiresAt(),
            candidate.job(),
            candidate.context(),
            request.step().orElse(null),
            request.token().sha256()),
        credentials,
        ReleaseToken.by(random));
  }
}
