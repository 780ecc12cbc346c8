package dev.curfew.revoker.proof;

import static dev.curfew.schemas.LogKeys.CREDENTIALS;
import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.ROLE;

import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.revoker.ledger.RoleLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a canary along with a deny, and watches when it dies. IAM enforces a policy as a whole, so
/// what denies the canary denies the others of the same write.
@ApplicationScoped
public class Canaries {
  private static final Logger LOG = LoggerFactory.getLogger(Canaries.class);

  private final CanarySource source;
  private final RoleLedger ledger;
  private final ProofSettings settings;
  private final SafeContext context;
  private final Clock clock;
  private final Timer propagation;

  /// When each role was sampled last.
  private final Map<String, Instant> sampled = new ConcurrentHashMap<>();

  Canaries(
      CanarySource source,
      RoleLedger ledger,
      ProofSettings settings,
      SafeContext context,
      Clock clock,
      MeterRegistry registry) {
    this.source = source;
    this.ledger = ledger;
    this.settings = settings;
    this.context = context;
    this.clock = clock;
    this.propagation =
        Timer.builder("curfew.revocation.interval")
            .description("Time between two hands that a revocation goes through")
            .tag("from", "applied")
            .tag("to", "effective")
            .publishPercentileHistogram()
            .register(registry);
  }

  /// Empty where proof is off, the role was sampled a moment ago, or no canary is to be had: no
  /// revocation fails for want of its proof.
  public Uni<Optional<Canary>> of(String roleArn) {
    return settings.enabled() && isDue(roleArn)
        ? source
            .open(roleArn)
            .map(Optional::of)
            .onFailure()
            .invoke(e ->
                LOG.atWarn()
                    .addKeyValue(ROLE, roleArn)
                    .addKeyValue(ERROR, e.getMessage())
                    .log("effect will not be measured"))
            .onFailure()
            .recoverWithItem(Optional.empty())
        : Uni.createFrom().item(Optional.empty());
  }

  private boolean isDue(String roleArn) {
    Instant now = clock.instant();
    Instant last = sampled.put(roleArn, now);
    if (last == null || !last.plus(settings.every()).isAfter(now)) {
      return true;
    }
    sampled.put(roleArn, last);
    return false;
  }

  /// Probes in the background until the canary is denied, and records when that was.
  public void watch(Canary canary, List<Revoked> revoked) {
    Uni.createFrom()
        .deferred(() -> canary.denied().get())
        .repeat()
        .withDelay(settings.interval())
        .until(denied -> denied)
        .select()
        .where(denied -> denied)
        .toUni()
        .ifNoItem()
        .after(settings.patience())
        .fail()
        .map(_ -> clock.instant())
        .invoke(at -> revoked.forEach(each -> measure(each, at)))
        .chain(at ->
            context.run(
                () -> ledger.proven(revoked.stream().map(Revoked::credentialId).toList(), at)))
        .subscribe()
        .with(
            _ -> LOG.atInfo().addKeyValue(CREDENTIALS, revoked.size()).log("denies are in effect"),
            e ->
                LOG.atWarn()
                    .addKeyValue(CREDENTIALS, revoked.size())
                    .addKeyValue(ERROR, String.valueOf(e.getMessage()))
                    .log("effect of denies not measured"));
  }

  private void measure(Revoked revoked, Instant effectiveAt) {
    propagation.record(Duration.between(revoked.times().appliedAt(), effectiveAt));
  }
}
