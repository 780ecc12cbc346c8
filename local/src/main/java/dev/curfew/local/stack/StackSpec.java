package dev.curfew.local.stack;

import java.nio.file.Path;
import java.util.List;

/// What distinguishes one local Curfew from another.
///
/// @param directory for logs and working directories
/// @param repositories who may have the role, as `owner/name`
/// @param webhookSecret that GitHub signs deliveries with
/// @param pullOnly whether GitHub can reach nobody: its webhooks lead nowhere
/// @param throwAway whether the data is of no use afterwards: services are then killed, which is
///   quicker than their orderly end
public record StackSpec(
    Path directory,
    Ports ports,
    List<String> repositories,
    String webhookSecret,
    boolean pullOnly,
    boolean throwAway) {
  public StackSpec {
    repositories = List.copyOf(repositories);
  }

  @Override
  public String toString() {
    return "StackSpec[" + directory + ", " + ports + ", " + repositories + "]";
  }
}
