package dev.curfew.revoker.enforcement;

import static dev.curfew.schemas.LogKeys.ATTEMPT;
import static dev.curfew.schemas.LogKeys.CREDENTIAL;
import static dev.curfew.schemas.LogKeys.CREDENTIALS;
import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.POLICY;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.RECEIVED_TO_APPLIED_MS;
import static dev.curfew.schemas.LogKeys.RETRY_IN_MS;
import static dev.curfew.schemas.LogKeys.ROLE;

import dev.curfew.revoker.deny.NoRoomException;
import dev.curfew.revoker.ledger.Drift;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.revoker.ledger.Setback;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Tells operators how writing went: in the log, and in metrics.
@ApplicationScoped
class EnforcementReport {
  private static final Logger LOG = LoggerFactory.getLogger(EnforcementReport.class);

  private final EnforcementMetrics metrics;
  private final EnforcementSettings settings;

  EnforcementReport(EnforcementMetrics metrics, EnforcementSettings settings) {
    this.metrics = metrics;
    this.settings = settings;
  }

  void applied(String roleArn, Enforcer.Applied applied, List<Revoked> revoked, int hit) {
    metrics.written(applied.writes(), revoked);
    LOG.atLevel(applied.writes() == 0 ? Level.DEBUG : Level.INFO)
        .addKeyValue(ROLE, roleArn)
        .addKeyValue(CREDENTIALS, revoked.size())
        .log("deny policy written");
    revoked.forEach(each -> revoked(roleArn, each));
    for (Drift drift : applied.drifts()) {
      metrics.drift();
      LOG.atError()
          .addKeyValue(ROLE, roleArn)
          .addKeyValue(POLICY, drift.policyName())
          .addKeyValue(REASON, drift.found())
          .log("somebody changed a deny policy: it was put back");
    }
    if (hit > 0) {
      LOG.atError()
          .addKeyValue(ROLE, roleArn)
          .addKeyValue(CREDENTIALS, hit)
          .log("live sessions are denied too: no exact deny fits, or a dead one has their name");
    }
  }

  private void revoked(String roleArn, Revoked revoked) {
    Duration took = Duration.between(revoked.times().decidedAt(), revoked.times().appliedAt());
    boolean late = took.compareTo(settings.deadline()) > 0;
    LOG.atLevel(late ? Level.WARN : Level.DEBUG)
        .addKeyValue(CREDENTIAL, revoked.credentialId())
        .addKeyValue(ROLE, roleArn)
        .addKeyValue(RECEIVED_TO_APPLIED_MS, revoked.times().receivedToApplied().toMillis())
        .log(late ? "credential revoked after its deadline" : "credential revoked");
  }

  void failed(String roleArn, Throwable failure, Setback setback, int attempts) {
    metrics.failed();
    LOG.atLevel(setback.terminal() ? Level.ERROR : Level.WARN)
        .addKeyValue(ROLE, roleArn)
        .addKeyValue(ATTEMPT, attempts)
        .addKeyValue(ERROR, failure.getMessage())
        .addKeyValue(RETRY_IN_MS, setback.retryIn().toMillis())
        .setCause(isForeseen(failure) ? null : failure)
        .log(
            setback.terminal() ? "role is blocked: somebody must look" : "deny policy not written");
  }

  /// What IAM refuses, or has no room for, explains itself; what nobody foresaw does not.
  private static boolean isForeseen(Throwable failure) {
    return failure instanceof PolicyWriteException || failure instanceof NoRoomException;
  }
}
