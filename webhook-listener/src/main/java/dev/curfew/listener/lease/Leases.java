package dev.curfew.listener.lease;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.RunIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The credentials that may be alive, as the topics tell. Nothing here is the truth: a lease that
/// should not be here costs GitHub a question.
@ApplicationScoped
public class Leases {
  private final Clock clock;
  private volatile boolean complete;
  private final Map<UUID, Lease> byCredential = new HashMap<>();
  private final Map<Long, Set<UUID>> byRun = new HashMap<>();

  Leases(Clock clock, MeterRegistry registry) {
    this.clock = clock;
    registry.gaugeMapSize("curfew.leases", List.of(), byCredential);
  }

  /// All that may be alive has been read.
  public void becomeComplete() {
    complete = true;
  }

  /// Whether what is not here is not alive, but for what was issued a moment ago.
  public boolean isComplete() {
    return complete;
  }

  /// Somebody was given a credential.
  public synchronized void issued(CredentialIssued issued) {
    Lease lease = Lease.of(issued);
    if (lease.expiresAt().isAfter(clock.instant())
        && byCredential.putIfAbsent(lease.credentialId(), lease) == null) {
      byRun.computeIfAbsent(lease.job().runId(), _ -> new HashSet<>()).add(lease.credentialId());
    }
  }

  /// A credential was given back.
  public synchronized void released(UUID credentialId) {
    remove(credentialId);
  }

  /// A job has ended.
  public synchronized void ended(JobIdentity job) {
    ofRun(job.run()).stream()
        .filter(lease -> lease.job().jobId() == job.jobId())
        .forEach(lease -> remove(lease.credentialId()));
  }

  /// A run has ended, up to that attempt.
  public synchronized void ended(RunIdentity run) {
    ofRun(run).stream()
        .filter(lease -> lease.job().runAttempt() <= run.runAttempt())
        .forEach(lease -> remove(lease.credentialId()));
  }

  /// Steps of a job have ended.
  public synchronized void ended(JobIdentity job, Collection<String> steps) {
    ofRun(job.run()).stream()
        .filter(lease -> lease.job().jobId() == job.jobId())
        .filter(lease -> lease.step() != null && steps.contains(lease.step()))
        .forEach(lease -> remove(lease.credentialId()));
  }

  /// Whether anybody of a run holds a credential.
  public synchronized boolean concernsRun(long runId) {
    return byRun.containsKey(runId);
  }

  private List<Lease> ofRun(RunIdentity run) {
    return byRun.getOrDefault(run.runId(), Set.of()).stream()
        .map(byCredential::get)
        .filter(lease -> lease.job().repositoryId() == run.repositoryId())
        .toList();
  }

  private void remove(UUID credentialId) {
    Lease lease = byCredential.remove(credentialId);
    if (lease != null) {
      byRun.computeIfPresent(
          lease.job().runId(),
          (_, credentials) -> {
            credentials.remove(credentialId);
            return credentials.isEmpty() ? null : credentials;
          });
    }
  }

  /// Those that were issued before a moment and have not expired.
  synchronized List<Lease> issuedBefore(Instant moment) {
    Instant now = clock.instant();
    byCredential.values().stream()
        .filter(lease -> !lease.expiresAt().isAfter(now))
        .map(Lease::credentialId)
        .toList()
        .forEach(this::remove);
    return byCredential.values().stream()
        .filter(lease -> lease.issuedAt().isBefore(moment))
        .toList();
  }

  /// Whether a live credential has this access key.
  public synchronized boolean holds(String accessKeyId) {
    return byCredential.values().stream()
        .anyMatch(lease -> lease.accessKeyId().equals(accessKeyId));
  }
}
