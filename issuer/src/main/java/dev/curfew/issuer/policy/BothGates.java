package dev.curfew.issuer.policy;

import static dev.curfew.schemas.LogKeys.CREDENTIAL;
import static dev.curfew.schemas.LogKeys.DECISION;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.ROLE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file's rules, then the second gate where there is one: both must allow.
@ApplicationScoped
class BothGates implements Policy {
  private static final Logger LOG = LoggerFactory.getLogger(BothGates.class);

  private final CurrentPolicy file;
  private final SecondGate second;

  BothGates(CurrentPolicy file, SecondGate second) {
    this.file = file;
    this.second = second;
  }

  @Override
  public Optional<String> rulesOut(PolicyInput beforeLookup) {
    return file.get().rulesOut(beforeLookup);
  }

  @Override
  public Uni<Decision> decide(PolicyInput input) {
    return Uni.createFrom()
        .item(() -> file.get().decide(input))
        .chain(decision ->
            decision instanceof Decision.Allowed(Grant grant) && second.isConfigured()
                ? second.ask(input).map(opinion -> joined(input, grant, opinion))
                : Uni.createFrom().item(decision));
  }

  private static Decision joined(PolicyInput input, Grant grant, SecondGate.Opinion opinion) {
    String reasons = String.join("; ", opinion.reasons());
    LOG.atInfo()
        .addKeyValue(CREDENTIAL, input.credentialId())
        .addKeyValue(ROLE, input.roleArn())
        .addKeyValue(DECISION, opinion.decisionId().orElse("unnamed"))
        .addKeyValue(REASON, reasons)
        .log(opinion.allows() ? "second gate allows" : "second gate refuses");
    return opinion.allows()
        ? new Decision.Allowed(grant.decidedAs(opinion.decisionId()))
        : new Decision.Refused(
            "the second gate refuses, decision %s: %s"
                .formatted(opinion.decisionId().orElse("unnamed"), reasons),
            opinion.decisionId());
  }
}
