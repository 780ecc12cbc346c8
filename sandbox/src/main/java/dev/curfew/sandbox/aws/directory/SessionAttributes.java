package dev.curfew.sandbox.aws.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a session is marked with.
///
/// @param tags including those inherited
/// @param transitiveKeys of the tags that sessions assumed from this one inherit
/// @param sourceIdentity inherited, and never changed
public record SessionAttributes(
    Map<String, String> tags, Set<String> transitiveKeys, Optional<String> sourceIdentity) {
  public static final SessionAttributes NONE =
      new SessionAttributes(Map.of(), Set.of(), Optional.empty());

  public SessionAttributes {
    tags = Map.copyOf(tags);
    transitiveKeys = Set.copyOf(transitiveKeys);
  }

  public Map<String, String> transitiveTags() {
    Map<String, String> transitive = new LinkedHashMap<>(tags);
    transitive.keySet().retainAll(transitiveKeys);
    return transitive;
  }
}
