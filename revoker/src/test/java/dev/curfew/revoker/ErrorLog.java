package dev.curfew.revoker;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/// What is logged as an error from now on.
final class ErrorLog extends Handler {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Formatter formatter = new PatternFormatter("%X %s");

  ErrorLog() {
    Logger.getLogger("").addHandler(this);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
      lines.add(formatter.format(record));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
