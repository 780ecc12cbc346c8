package dev.curfew.sandbox.aws.policy;

import java.util.List;
import java.util.Locale;

/// The actions or resources a statement is about: those listed (`Action`, `Resource`), or all but
/// those listed (`NotAction`, `NotResource`).
record Scope(boolean allBut, List<Wildcard> patterns) {
  static final Scope EVERYTHING = new Scope(true, List.of());

  Scope {
    patterns = List.copyOf(patterns);
  }

  /// Action names are compared without regard to case.
  static Scope ofActions(boolean allBut, List<String> actions) {
    return new Scope(
        allBut, actions.stream().map(a -> new Wildcard(a.toLowerCase(Locale.ROOT))).toList());
  }

  static Scope ofResources(boolean allBut, List<String> resources) {
    return new Scope(allBut, resources.stream().map(Wildcard::new).toList());
  }

  boolean coversAction(String action) {
    return covers(action.toLowerCase(Locale.ROOT));
  }

  boolean covers(String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(text)) != allBut;
  }
}
