package dev.curfew.revoker.enforcement;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands on a role.
///
/// @param inline our inline document; null where there is none
/// @param managed our attached managed policies' documents by their numbers
/// @param othersInline characters, without white space, of the inline policies of others together
/// @param othersManaged how many managed policies of others are attached
public record StandingPolicies(
    @Nullable String inline, Map<Integer, String> managed, int othersInline, int othersManaged) {
  public StandingPolicies {
    managed = Map.copyOf(managed);
  }
}
