package dev.curfew.listener.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which fields of a body are read: paths of names, as a tree.
final class WantedFields {
  private static final String STEPS = "steps[]";

  /// Of whom a body tells.
  private static final List<String> SUBJECTS =
      List.of(
          "repository.id",
          "organization.id",
          "enterprise.id",
          "installation.id",
          "installation.app_id");

  private final Map<String, WantedFields> inner = new HashMap<>();
  private boolean steps;

  private WantedFields() {}

  /// Fields by their paths, and the ids of whom the body tells.
  ///
  /// @param paths names with dots between; a last name `steps[]` is a list of steps
  static WantedFields of(String... paths) {
    WantedFields wanted = new WantedFields();
    for (String path : paths) {
      wanted.add(path);
    }
    SUBJECTS.forEach(wanted::add);
    return wanted;
  }

  private void add(String path) {
    WantedFields at = this;
    for (String name : path.split("\\.", -1)) {
      boolean list = name.equals(STEPS);
      at = at.inner.computeIfAbsent(list ? "steps" : name, _ -> new WantedFields());
      at.steps = list;
    }
  }

  @Nullable WantedFields named(String name) {
    return inner.get(name);
  }

  boolean isLeaf() {
    return inner.isEmpty() && !steps;
  }

  boolean isSteps() {
    return steps;
  }
}
