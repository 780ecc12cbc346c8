package dev.curfew.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails each test after which any line of the log, stack traces included, holds a piece of a
/// secret that was used so far.
public final class LogWatch implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /// Long enough not to be there by chance, short enough to find a secret that was cut.
  private static final int PIECE = 24;

  private static final Set<String> PIECES = ConcurrentHashMap.newKeySet();

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Handler handler = new Recorder(lines);

  /// Remembers it, and gives it back.
  public static String secret(String secret) {
    pieces(secret).forEach(PIECES::add);
    return secret;
  }

  /// All lines since the class began.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Logger.getLogger("").addHandler(handler);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(lines).noneMatch(line -> PIECES.stream().anyMatch(line::contains));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Logger.getLogger("").removeHandler(handler);
  }

  private static List<String> pieces(String secret) {
    return secret.length() < PIECE
        ? List.of(secret)
        : IntStream.rangeClosed(0, secret.length() / PIECE - 1)
            .mapToObj(i -> secret.substring(i * PIECE, (i + 1) * PIECE))
            .toList();
  }

  private static final class Recorder extends Handler {
    private final Queue<String> lines;
    private final Formatter formatter = new PatternFormatter("%p [%c] %X %s%e");

    Recorder(Queue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
