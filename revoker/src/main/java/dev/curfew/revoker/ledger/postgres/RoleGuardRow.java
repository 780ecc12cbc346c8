package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.ledger.Standing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A role as it is read. It is written by [RoleGuards] alone, statement by statement: two writers
/// at once must not undo each other's columns.
@Entity
@Immutable
@Table(name = "role_guard")
class RoleGuardRow {
  /// Those that are mapped: Hibernate Reactive 3.2 fails on any other in a native query.
  static final String COLUMNS =
      """
      role_arn, wanted, applied, deny_before, others_inline, others_managed, inline_fingerprint,
      managed_fingerprints, verify_at, blocked, stalled_at
      """;

  @Id
  @Column(name = "role_arn")
  String roleArn;

  long wanted;
  long applied;

  @Column(name = "deny_before")
  @Nullable Instant denyBefore;

  @Column(name = "others_inline")
  int othersInline;

  @Column(name = "others_managed")
  int othersManaged;

  @Column(name = "inline_fingerprint")
  @Nullable String inlineFingerprint;

  @Column(name = "managed_fingerprints")
  String[] managedFingerprints;

  @Column(name = "verify_at")
  @Nullable Instant verifyAt;

  @Nullable String blocked;

  @Column(name = "stalled_at")
  @Nullable Instant stalledAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected RoleGuardRow() {}

  Standing standing() {
    return new Standing(inlineFingerprint, List.of(managedFingerprints));
  }

  /// Whether it has been published that its deny cannot be written.
  boolean isInTrouble() {
    return blocked != null || stalledAt != null;
  }

  RoleSpace space() {
    return new RoleSpace(othersInline, othersManaged);
  }

  boolean isToBeVerified(Instant now) {
    return verifyAt != null && !verifyAt.isAfter(now);
  }

  /// Until when whoever issued it is denied; null once all such sessions have expired.
  @Nullable Instant denyBefore(Instant now) {
    return denyBefore != null && denyBefore.plus(RoleGuards.LONGEST_SESSION).isAfter(now)
        ? denyBefore
        : null;
  }
}
