package dev.curfew.revoker.deny;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What should stand on a role.
///
/// @param inline null where nothing is to deny, or others leave no room for it
/// @param managed further documents, for managed policies, in an order that depends on their
///   content alone
/// @param collateral `aws:userid` of the live sessions that the documents deny or may deny, sorted
public record DenyPlan(
    Verdict verdict,
    @Nullable PolicyDocument inline,
    List<PolicyDocument> managed,
    List<String> collateral) {
  public DenyPlan {
    requireNonNull(verdict, "verdict");
    managed = List.copyOf(managed);
    collateral = List.copyOf(collateral);
  }

  /// Whether nothing is to deny.
  public boolean isEmpty() {
    return inline == null && managed.isEmpty();
  }
}
