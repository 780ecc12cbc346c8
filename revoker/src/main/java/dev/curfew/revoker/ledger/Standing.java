package dev.curfew.revoker.ledger;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.PolicyDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which documents of ours stand on a role, by their fingerprints.
///
/// @param inline null where there is none
/// @param managed of our managed policies, the first at index 0
public record Standing(@Nullable String inline, List<String> managed) {
  public Standing {
    managed = List.copyOf(managed);
  }

  public static Standing of(DenyPlan plan) {
    return new Standing(
        plan.inline() == null ? null : plan.inline().fingerprint(),
        plan.managed().stream().map(PolicyDocument::fingerprint).toList());
  }
}
