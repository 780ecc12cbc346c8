package dev.curfew.local.agent;

import java.util.Optional;

/// A Java agent that ends its JVM when the launcher's process is gone. A launcher that is killed
/// with `kill -9` cannot end the services itself, and the services have no trial code in them.
public final class EndWithLauncher {
  private EndWithLauncher() {}

  /// Called by the JVM before the service starts.
  ///
  /// @param launcherPid as in `-javaagent:curfew-local.jar=PID`
  public static void premain(String launcherPid) {
    Optional<ProcessHandle> launcher = ProcessHandle.of(Long.parseLong(launcherPid));
    if (launcher.isEmpty()) {
      halt();
    } else {
      var _ = launcher.get().onExit().thenRun(EndWithLauncher::halt);
    }
  }

  /// Not an orderly exit: the broker died with the launcher, and clients would wait for it.
  private static void halt() {
    Runtime.getRuntime().halt(1);
  }
}
