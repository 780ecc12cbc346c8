package dev.curfew.revoker.enforcement;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.RETRY_IN_MS;
import static dev.curfew.schemas.LogKeys.ROLE;

import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.DenyPlanner;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.NoRoomException;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import dev.curfew.revoker.deny.Verdict;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import dev.curfew.revoker.ledger.Drift;
import dev.curfew.revoker.ledger.Held;
import dev.curfew.revoker.ledger.ReconciliationSettings;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.revoker.ledger.RoleLedger;
import dev.curfew.revoker.ledger.RoleState;
import dev.curfew.revoker.ledger.Setback;
import dev.curfew.revoker.ledger.Written;
import dev.curfew.revoker.proof.Canaries;
import dev.curfew.revoker.proof.Canary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one role up to date: read, plan, write, record.
@ApplicationScoped
class Enforcer {
  private static final Logger LOG = LoggerFactory.getLogger(Enforcer.class);

  private final RoleLedger ledger;
  private final DenyPlanner planner;
  private final RolePolicies policies;
  private final RoleWriter writer;
  private final Canaries canaries;
  private final EnforcementReport report;
  private final ReconciliationSettings reconciliation;
  private final BackOff backOff;
  private final Clock clock;

  Enforcer(
      RoleLedger ledger,
      DenyPlanner planner,
      RolePolicies policies,
      RoleWriter writer,
      Canaries canaries,
      EnforcementReport report,
      ReconciliationSettings reconciliation,
      EnforcementSettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.planner = planner;
    this.policies = policies;
    this.writer = writer;
    this.canaries = canaries;
    this.report = report;
    this.reconciliation = reconciliation;
    this.backOff = new BackOff(settings.longestBackOff(), new SecureRandom());
    this.clock = clock;
  }

  /// Never fails: a failed write is postponed, and the role stays dirty.
  Uni<Outcome> enforce(String roleArn) {
    return ledger
        .hold(roleArn, this::write)
        .map(held -> outcome(roleArn, held))
        .onFailure()
        .recoverWithUni(e -> postpone(roleArn, e));
  }

  private Uni<Applied> write(RoleState role) {
    Uni<Optional<Canary>> canary =
        role.assumedArn() == null
            ? Uni.createFrom().item(Optional.empty())
            : canaries.of(role.assumedArn()).emitOn(SafeContext.current());
    Uni<Inspection> inspection =
        role.verify() ? look(role) : Uni.createFrom().item(Inspection.recorded(role));
    return canary.chain(c -> inspection.chain(i -> write(role, c, i)));
  }

  private Uni<Inspection> look(RoleState role) {
    return policies
        .read(role.roleArn())
        .emitOn(SafeContext.current())
        .map(found -> Inspection.found(role, found, policies))
        .onFailure(e -> isOf(e, Kind.GONE) && isNothingToDeny(role.question()))
        .recoverWithItem(() -> Inspection.gone(role));
  }

  private static boolean isNothingToDeny(DenyQuestion question) {
    return question.denyBefore() == null && question.sessions().stream().noneMatch(Session::dead);
  }

  private Uni<Applied> write(RoleState role, Optional<Canary> canary, Inspection inspection) {
    DenyPlan plan = planner.plan(question(role, canary, inspection.space()));
    if (plan.verdict() == Verdict.COLLATERAL && canary.isPresent()) {
      // No canary is worth a live session.
      return write(role, Optional.empty(), inspection);
    }
    if (plan.isEmpty() && !inspection.looked()) {
      // The last policy goes: what a write that was never recorded left behind must go too.
      return look(role).chain(found -> write(role, canary, found));
    }
    return writer
        .write(role.roleArn(), inspection.standing(), plan)
        .map(writes -> new Applied(plan, clock.instant(), inspection, writes, canary))
        // What follows in the ledger's transaction must be on its context.
        .emitOn(SafeContext.current())
        .onFailure(e -> !inspection.looked() && isOf(e, Kind.NO_SPACE))
        .recoverWithUni(_ -> look(role).chain(found -> write(role, canary, found)));
  }

  private static DenyQuestion question(RoleState role, Optional<Canary> canary, RoleSpace space) {
    DenyQuestion known = role.question();
    List<Session> sessions = new ArrayList<>(known.sessions());
    canary.map(Canary::session).ifPresent(sessions::add);
    return new DenyQuestion(sessions, known.now(), known.horizon(), known.denyBefore(), space);
  }

  private static boolean isOf(Throwable e, Kind kind) {
    return e instanceof PolicyWriteException refused && refused.kind() == kind;
  }

  private Outcome outcome(String roleArn, Held<Applied> held) {
    return switch (held) {
      case Held.Applied<Applied>(Applied applied, List<Revoked> revoked, int hit) -> {
        backOff.succeeded(roleArn);
        report.applied(roleArn, applied, revoked, hit);
        applied.canary().ifPresent(canary -> canaries.watch(canary, revoked));
        yield new Outcome.Written(applied.writes(), revoked.size());
      }
      case Held.Clean<Applied>(), Held.Elsewhere<Applied>() -> new Outcome.Nothing();
    };
  }

  private Uni<Outcome> postpone(String roleArn, Throwable failure) {
    Setback setback = setback(roleArn, failure);
    return ledger
        .postpone(roleArn, setback)
        .invoke(attempts -> report.failed(roleArn, failure, setback, attempts))
        .onFailure()
        .invoke(e ->
            LOG.atWarn()
                .addKeyValue(ROLE, roleArn)
                .addKeyValue(ERROR, e.getMessage())
                .addKeyValue(RETRY_IN_MS, setback.retryIn().toMillis())
                .log("database not reached"))
        .onFailure()
        .recoverWithItem(0)
        .replaceWith(new Outcome.Failed(isOf(failure, Kind.THROTTLED), setback.retryIn()));
  }

  private Setback setback(String roleArn, Throwable failure) {
    return switch (failure) {
      case PolicyWriteException refused when refused.isLasting() ->
          new Setback(refused.code(), true, reconciliation.interval());
      case NoRoomException _ -> new Setback("NoRoom", true, reconciliation.interval());
      case PolicyWriteException passing ->
          new Setback(passing.code(), false, backOff.next(roleArn));
      default -> new Setback(failure.getClass().getSimpleName(), false, backOff.next(roleArn));
    };
  }

  /// What was put on a role.
  ///
  /// @param writes how many calls it took
  /// @param canary denied by the same documents, where there is one
  record Applied(
      DenyPlan plan, Instant appliedAt, Inspection inspection, int writes, Optional<Canary> canary)
      implements Written {
    @Override
    public RoleSpace space() {
      return inspection.space();
    }

    @Override
    public boolean verified() {
      return inspection.looked();
    }

    @Override
    public List<Drift> drifts() {
      return inspection.drifts();
    }
  }
}
