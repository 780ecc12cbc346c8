package dev.curfew.revoker.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How roles are kept as they should be.
@ConfigMapping(prefix = "curfew.revoker.reconciliation")
public interface ReconciliationSettings {
  /// How often what stands on a role with dead sessions is compared with what should, and how soon
  /// a blocked role is tried again.
  @WithDefault("60s")
  Duration interval();

  /// How long a decision may wait for an IAM that does not answer until that is published: issuers
  /// then issue for less time, or nothing.
  @WithDefault("5s")
  Duration stalledAfter();
}
