package dev.curfew.local.bench.revoke;

import dev.curfew.schemas.event.CredentialIssued;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job, and what was seen of it. Several threads see.
final class MeasuredJob {
  private final CredentialIssued credential;
  private final int role;
  private final Instant endsAt;
  private volatile boolean ended;
  private volatile @Nullable Instant toldAt;
  private volatile @Nullable Instant appliedAt;
  private volatile boolean hitAlive;
  private volatile boolean aliveAtLimit;

  /// @param endsAt when it is to end, by the timetable
  MeasuredJob(CredentialIssued credential, int role, Instant endsAt) {
    this.credential = credential;
    this.role = role;
    this.endsAt = endsAt;
  }

  CredentialIssued credential() {
    return credential;
  }

  int role() {
    return role;
  }

  Instant endsAt() {
    return endsAt;
  }

  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  /// Curfew said that it knows of the end.
  void told(Instant at) {
    toldAt = at;
  }

  @Nullable Instant toldAt() {
    return toldAt;
  }

  /// IAM had answered. Tells whether this is news.
  boolean applied(Instant at) {
    boolean news = appliedAt == null;
    if (news) {
      appliedAt = at;
    }
    return news;
  }

  @Nullable Instant appliedAt() {
    return appliedAt;
  }

  /// It was denied before its end.
  void hit() {
    hitAlive = true;
  }

  boolean wasHitAlive() {
    return hitAlive;
  }

  /// It was allowed when it had to be dead.
  void outlived() {
    aliveAtLimit = true;
  }

  boolean wasAliveAtLimit() {
    return aliveAtLimit;
  }
}
