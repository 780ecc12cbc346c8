package dev.curfew.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Ends a process when this one is gone, even by `kill -9`: a shell beside it reads from a pipe
/// whose other end is here, and the system closes that end with this process. The process itself
/// has nothing of it, as it must not where it is measured.
final class Follower implements AutoCloseable {
  /// Deaf to what a terminal sends to all of a group: this process then ends the other in order.
  private static final String SCRIPT = "trap '' HUP INT TERM; read -r _; kill -9 \"$1\"";

  private final Process shell;

  private Follower(Process shell) {
    this.shell = shell;
  }

  static Follower of(long pid) {
    try {
      return new Follower(
          new ProcessBuilder("sh", "-c", SCRIPT, "follower", Long.toString(pid))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("nobody ends process " + pid + " with this one", e);
    }
  }

  /// Lets the process be: it has ended, or its number is another's soon.
  @Override
  public void close() {
    // At once, or it would take the end of its pipe for the end of this process.
    shell.destroyForcibly();
    shell.onExit().join();
  }
}
