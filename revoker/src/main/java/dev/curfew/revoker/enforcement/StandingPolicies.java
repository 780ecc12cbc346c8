package dev.curfew.revoker.enforcement;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What IAM's control plane shows of a role's policies. Says nothing of whether it is enforced yet.
///
/// @param inline our inline document, or null where there is none
/// @param managed our managed documents by number, of those that are attached to the role
/// @param othersInline characters, without white space, of others' inline policies together
/// @param othersManaged how many of others' managed policies are attached
public record StandingPolicies(
    @Nullable String inline, Map<Integer, String> managed, int othersInline, int othersManaged) {
  public StandingPolicies {
    managed = Map.copyOf(managed);
  }
}
