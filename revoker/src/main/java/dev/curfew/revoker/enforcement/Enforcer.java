package dev.curfew.revoker.enforcement;

import static dev.curfew.schemas.LogKeys.CREDENTIAL;
import static dev.curfew.schemas.LogKeys.CREDENTIALS;
import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.RECEIVED_TO_APPLIED_MS;
import static dev.curfew.schemas.LogKeys.RETRY_IN_MS;
import static dev.curfew.schemas.LogKeys.ROLE;

import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.DenyPlanner;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import dev.curfew.revoker.deny.Verdict;
import dev.curfew.revoker.ledger.Held;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.revoker.ledger.RoleLedger;
import dev.curfew.revoker.ledger.RoleState;
import dev.curfew.revoker.ledger.Written;
import dev.curfew.revoker.proof.Canaries;
import dev.curfew.revoker.proof.Canary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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

  /// What others use of the role's inline space is learnt by IAM's refusal; then this much is
  /// tried.
  private static final int LEAST_SPACE = 512;

  /// A little past its expiry a session may still work: AWS's clock is not ours.
  private static final Duration EXPIRY_DOUBT = Duration.ofMinutes(1);

  private final RoleLedger ledger;
  private final DenyPlanner planner;
  private final RolePolicies policies;
  private final Canaries canaries;
  private final EnforcementSettings settings;
  private final EnforcementMetrics metrics;
  private final Clock clock;
  private final BackOff backOff;

  Enforcer(
      RoleLedger ledger,
      DenyPlanner planner,
      RolePolicies policies,
      Canaries canaries,
      EnforcementSettings settings,
      EnforcementMetrics metrics,
      Clock clock) {
    this.ledger = ledger;
    this.planner = planner;
    this.policies = policies;
    this.canaries = canaries;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.backOff = new BackOff(settings.longestBackOff(), new SecureRandom());
  }

  /// Never fails: a failed write is postponed, and the role stays dirty.
  Uni<Void> enforce(String roleArn) {
    return ledger
        .hold(roleArn, this::write)
        .invoke(held -> report(roleArn, held))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(e -> postpone(roleArn, e));
  }

  private Uni<Proved> write(RoleState role) {
    return role.revoking() == 0
        ? write(role, Optional.empty(), RoleSpace.INLINE_CHARACTERS)
        : canaries
            .of(role.roleArn())
            .emitOn(SafeContext.current())
            .chain(canary -> write(role, canary, RoleSpace.INLINE_CHARACTERS));
  }

  private Uni<Proved> write(RoleState role, Optional<Canary> canary, int space) {
    List<Session> sessions = new ArrayList<>(role.sessions());
    canary.map(Canary::session).ifPresent(sessions::add);
    DenyPlan plan = planner.plan(question(sessions, space));
    if (canary.isPresent() && plan.verdict() == Verdict.COLLATERAL) {
      // The coarse deny matches our issuer's names alone: a canary would only widen its time.
      return write(role, Optional.empty(), space);
    }
    return put(role.roleArn(), plan)
        .map(_ -> new Proved(plan, clock.instant(), canary))
        // What follows in the ledger's transaction must be on its context.
        .emitOn(SafeContext.current())
        .onFailure(e -> space > LEAST_SPACE && hasNoSpace(e))
        .recoverWithUni(_ -> write(role, canary, LEAST_SPACE));
  }

  /// No horizon is known yet, so the dead are listed one by one.
  private DenyQuestion question(List<Session> sessions, int space) {
    return new DenyQuestion(
        sessions,
        clock.instant().minus(EXPIRY_DOUBT),
        Instant.EPOCH,
        null,
        new RoleSpace(RoleSpace.INLINE_CHARACTERS - space, RoleSpace.MANAGED_POLICIES));
  }

  private Uni<Void> put(String roleArn, DenyPlan plan) {
    PolicyDocument document = plan.inline();
    return document == null ? policies.remove(roleArn) : policies.put(roleArn, document);
  }

  private static boolean hasNoSpace(Throwable e) {
    return e instanceof PolicyWriteException refused
        && refused.kind() == PolicyWriteException.Kind.NO_SPACE;
  }

  private void report(String roleArn, Held<Proved> held) {
    if (held instanceof Held.Applied<Proved>(Proved written, List<Revoked> revoked)) {
      backOff.succeeded(roleArn);
      metrics.written(revoked);
      LOG.atInfo()
          .addKeyValue(ROLE, roleArn)
          .addKeyValue(CREDENTIALS, revoked.size())
          .log("deny policy written");
      for (Revoked each : revoked) {
        LOG.atInfo()
            .addKeyValue(CREDENTIAL, each.credentialId())
            .addKeyValue(ROLE, roleArn)
            .addKeyValue(RECEIVED_TO_APPLIED_MS, each.times().receivedToApplied().toMillis())
            .log("credential revoked");
      }
      if (written.plan().verdict() == Verdict.COLLATERAL) {
        LOG.atError()
            .addKeyValue(ROLE, roleArn)
            .addKeyValue(CREDENTIALS, written.plan().collateral().size())
            .log("exact deny does not fit: live sessions are denied too");
      }
      if (!revoked.isEmpty()) {
        written.canary().ifPresent(canary -> canaries.watch(canary, revoked));
      }
    }
  }

  private Uni<Void> postpone(String roleArn, Throwable failure) {
    metrics.failed();
    boolean lasting =
        failure instanceof PolicyWriteException refused
            && refused.kind() != PolicyWriteException.Kind.TRANSIENT;
    String reason =
        failure instanceof PolicyWriteException refused
            ? refused.code()
            : failure.getClass().getSimpleName();
    Duration delay = lasting ? settings.lastingFailure() : backOff.next(roleArn);
    (lasting ? LOG.atError() : LOG.atWarn())
        .addKeyValue(ROLE, roleArn)
        .addKeyValue(ERROR, failure.getMessage())
        .addKeyValue(RETRY_IN_MS, delay.toMillis())
        .log("deny policy not written");
    return ledger
        .postpone(roleArn, reason, lasting, delay)
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("database not reached"))
        .onFailure()
        .recoverWithNull();
  }

  /// @param canary denied by the same document, where there is one
  private record Proved(DenyPlan plan, Instant appliedAt, Optional<Canary> canary)
      implements Written {}
}
