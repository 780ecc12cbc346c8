package dev.curfew.issuer.issuance;

import dev.curfew.issuer.binding.Binding;
import dev.curfew.issuer.binding.JobLookup;
import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.policy.Decision;
import dev.curfew.issuer.policy.Grant;
import dev.curfew.issuer.policy.Policy;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.publication.Publisher;
import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.release.Releases;
import dev.curfew.issuer.replay.NonceUnknownException;
import dev.curfew.issuer.replay.ReplayGuard;
import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.issuer.token.JobClaims;
import dev.curfew.issuer.token.TokenVerifier;
import dev.curfew.issuer.token.VerifiedToken;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Token, replay, claims, latch, job, policy, session, record, latch, answer: in this order, and
/// the record before the answer.
///
/// The latches are looked at three times. First, so that what has ended costs nothing of what may
/// be asked of GitHub. Then with the runner that GitHub told of, which an order may name. And last
/// of all, as job lookup, second gate and STS may take seconds together in which a job ends: after
/// the record, whose acknowledgement is the last thing that is waited for. A credential that is
/// refused so late stands on Kafka and was given to nobody; the revoker, which reads the same ends
/// and orders, denies it as it does each that surfaces after them.
@Startup // senseless settings must stop start-up, not the first request
@ApplicationScoped
class Issuance {
  private final TokenVerifier tokens;
  private final ReplayGuard replays;
  private final Policy policy;
  private final JobLookup jobs;
  private final Gate gate;
  private final Opening opening;
  private final Publisher publisher;
  private final Releases releases;
  private final RequestLimits limits;
  private final RefusalRecords records;
  private final IssuanceSettings settings;
  private final SecureRandom random = new SecureRandom();

  Issuance(
      TokenVerifier tokens,
      ReplayGuard replays,
      Policy policy,
      JobLookup jobs,
      Gate gate,
      Opening opening,
      Publisher publisher,
      Releases releases,
      RequestLimits limits,
      RefusalRecords records,
      IssuanceSettings settings) {
    this.tokens = tokens;
    this.replays = replays;
    this.policy = policy;
    this.jobs = jobs;
    this.gate = gate;
    this.opening = opening;
    this.publisher = publisher;
    this.releases = releases;
    this.limits = limits;
    this.records = records;
    this.settings = settings;
    if (settings.standard().compareTo(settings.maximum()) > 0) {
      throw new IllegalArgumentException(
          "curfew.issuer.duration.standard is above curfew.issuer.duration.maximum");
    }
  }

  /// Fails with [RefusedException], whatever the reason.
  Uni<IssuedCredential> issue(IssueRequest request) {
    Duration duration = duration(request);
    UUID id = Envelope.newId();
    return tokens
        .verify(request.token())
        .chain(token ->
            issue(request, token, duration, id)
                .onFailure()
                .invoke(e -> records.tell(request, token, id, Refusals.of(e))))
        .onFailure()
        .transform(Refusals::of);
  }

  private Uni<IssuedCredential> issue(
      IssueRequest request, VerifiedToken token, Duration duration, UUID id) {
    return claim(token)
        .invoke(() -> check(request, token.job()))
        .invoke(() -> ruleOut(input(request, token, Optional.empty(), duration, id)))
        .chain(() -> bind(request, token))
        .chain(binding -> issue(request, token, binding, duration, id));
  }

  private Uni<Binding> bind(IssueRequest request, VerifiedToken token) {
    return gate.pass(candidate(request, token.job(), token.job().context()))
        .chain(() -> jobs.bind(token, request.jobId()));
  }

  /// The rate first: who must wait shows the same token again. What a request that uses up no token
  /// took of the rate is given back: who replays one uses up nothing of its repository's. A nonce
  /// that is not known was looked for with a fresh token, which is used up.
  private Uni<Void> claim(VerifiedToken token) {
    return Uni.createFrom()
        .item(token)
        .invoke(limits::takeOf)
        .chain(() ->
            replays
                .claim(token)
                .onFailure(e -> !(e instanceof NonceUnknownException))
                .invoke(() -> limits.giveBackTo(token)));
  }

  private Duration duration(IssueRequest request) {
    Duration asked = request.duration().orElse(settings.standard());
    if (asked.compareTo(IssuanceSettings.LEAST) < 0 || asked.compareTo(settings.maximum()) > 0) {
      throw new RefusedException(
          Refusal.INVALID_REQUEST,
          "duration_seconds must lie between %d and %d"
              .formatted(IssuanceSettings.LEAST.toSeconds(), settings.maximum().toSeconds()));
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
  }

  /// Strangers, to whom GitHub gives tokens too, must not use up what may be asked of it.
  private void ruleOut(PolicyInput beforeLookup) {
    policy
        .rulesOut(beforeLookup)
        .ifPresent(reason -> {
          throw new RefusedException(Refusal.ROLE_NOT_GRANTED, reason);
        });
  }

  private static PolicyInput input(
      IssueRequest request,
      VerifiedToken token,
      Optional<Binding> binding,
      Duration duration,
      UUID id) {
    return new PolicyInput(
        token.claims(),
        binding.flatMap(Binding::lookedUp),
        request.roleArn(),
        duration,
        id,
        request.step());
  }

  /// The job's context has the runner from here on: an order may be about it.
  private Uni<IssuedCredential> issue(
      IssueRequest request, VerifiedToken token, Binding binding, Duration duration, UUID id) {
    Candidate candidate = candidate(request, token.job(), binding.addedTo(token.job().context()));
    return gate.pass(candidate)
        .call(() -> checkRenewal(request, candidate.job()))
        .chain(circuit ->
            decide(input(request, token, Optional.of(binding), duration, id))
                .chain(grant -> open(request, candidate, grant, circuit, id))
                .call(this::record)
                .call(() -> gate.pass(candidate).invoke(now -> checkShortening(circuit, now))));
  }

  /// What is open already cannot be shortened any more.
  private static void checkShortening(Optional<Duration> then, Optional<Duration> now) {
    if (then.isEmpty() && now.isPresent()) {
      throw new RefusedException(Refusal.UNAVAILABLE, "revoking has begun to fail meanwhile");
    }
  }

  private Uni<Grant> decide(PolicyInput input) {
    return policy
        .decide(input)
        .map(decision ->
            switch (decision) {
              case Decision.Allowed(Grant grant) -> grant;
              case Decision.Refused(String reason, Optional<String> decisionId) ->
                  throw new RefusedException(Refusal.ROLE_NOT_GRANTED, reason, decisionId);
            });
  }

  private static Candidate candidate(IssueRequest request, JobClaims claims, JobContext context) {
    JobIdentity job =
        new JobIdentity(
            claims.run().repositoryId(),
            claims.run().repository(),
            claims.run().runId(),
            claims.run().runAttempt(),
            request.jobId());
    return new Candidate(job, context, request.roleArn());
  }

  private Uni<Void> checkRenewal(IssueRequest request, JobIdentity job) {
    return request
        .renews()
        .map(older ->
            releases
                .jobOf(older)
                .invoke(of -> {
                  if (!of.equals(Optional.of(job))) {
                    throw new RefusedException(
                        Refusal.INVALID_REQUEST, "renews names no credential of this job");
                  }
                })
                .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<IssuedCredential> open(
      IssueRequest request, Candidate candidate, Grant grant, Optional<Duration> circuit, UUID id) {
    return opening
        .open(request, candidate, grant, circuit)
        .map(credentials -> recorded(request, candidate, credentials, id));
  }

  /// Both at once: neither needs the other, and the job waits for both.
  private Uni<Void> record(IssuedCredential issued) {
    return Uni.combine()
        .all()
        .unis(publisher.publish(issued.record()), releases.allow(issued.record(), issued.release()))
        .discardItems();
  }

  private IssuedCredential recorded(
      IssueRequest request, Candidate candidate, SessionCredentials credentials, UUID id) {
    return new IssuedCredential(
        new CredentialIssued(
            id,
            credentials.accessKeyId(),
            credentials.userId(),
            request.roleArn(),
            credentials.issuedAt(),
            credentials.expiresAt(),
            candidate.job(),
            candidate.context(),
            request.step().orElse(null),
            request.renews().orElse(null),
            request.token().sha256()),
        credentials,
        ReleaseToken.by(random));
  }
}
