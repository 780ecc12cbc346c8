package dev.curfew.revoker.proof;

import static dev.curfew.schemas.LogKeys.CREDENTIALS;
import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.ROLE;

import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.revoker.ledger.RoleLedger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

  Canaries(
      CanarySource source,
      RoleLedger ledger,
      ProofSettings settings,
      SafeContext context,
      Clock clock) {
    this.source = source;
    this.ledger = ledger;
    this.settings = settings;
    this.context = context;
    this.clock = clock;
  }

  /// Empty where proof is off, or no canary is to be had: revoking never waits for its proof.
  public Uni<Optional<Canary>> of(String roleArn) {
    return settings.enabled()
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
}
