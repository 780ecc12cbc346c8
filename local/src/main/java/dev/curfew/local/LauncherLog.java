package dev.curfew.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.LogManager;

/// Sends what libraries of this JVM have to say to a file: the terminal is for the user.
public final class LauncherLog {
  private LauncherLog() {}

  /// Appends to `launcher.log`.
  public static void in(Path directory) {
    // In a pattern of FileHandler a lone percent sign means something.
    String pattern = directory.resolve("launcher.log").toString().replace("%", "%%");
    String settings =
        """
        handlers=java.util.logging.FileHandler
        java.util.logging.FileHandler.pattern=%s
        java.util.logging.FileHandler.append=true
        java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format=%%1$tFT%%1$tT.%%1$tL %%4$s [%%3$s] %%5$s%%6$s%%n
        .level=INFO
        org.apache.kafka.level=WARNING
        kafka.level=WARNING
        state.change.logger.level=SEVERE
        """
            .formatted(pattern.replace("\\", "\\\\"));
    try {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(settings.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot log to " + directory, e);
    }
  }
}
