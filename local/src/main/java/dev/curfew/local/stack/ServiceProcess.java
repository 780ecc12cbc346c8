package dev.curfew.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One service in a JVM of its own, configured by environment variables as in production.
public final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration ORDERLY_END = Duration.ofSeconds(10);
  private static final int LAST_WORDS = 25;

  /// All that a service sees of the user's own environment: AWS, Kafka, Quarkus and Java variables
  /// that are set there are about something else.
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  private final String name;
  private final URI uri;
  private final Path log;
  private final ProcessBuilder builder;
  private Process process;

  private ServiceProcess(String name, URI uri, Path log, ProcessBuilder builder) {
    this.name = name;
    this.uri = uri;
    this.log = log;
    this.builder = builder;
    this.process = launch(builder);
  }

  /// Returns at once; [#awaitReady()] waits.
  ///
  /// @param directory becomes its working directory: a `.env` or `config/` of the user's is not for
  ///   it
  static ServiceProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      int port,
      Path directory) {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    return new ServiceProcess(name, URI.create("http://127.0.0.1:" + port), log, builder);
  }

  public String name() {
    return name;
  }

  public URI uri() {
    return uri;
  }

  public Path log() {
    return log;
  }

  public synchronized long pid() {
    return process.pid();
  }

  /// As it runs now: another after a restart.
  public synchronized ProcessHandle process() {
    return process.toHandle();
  }

  /// Returns when its readiness check says so.
  ///
  /// @throws ServiceFailedException with the end of its log, if it dies or takes too long
  public void awaitReady() {
    Instant deadline = Instant.now().plus(PATIENCE);
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      while (!isReady(http)) {
        if (!isAlive()) {
          throw new ServiceFailedException(name + " ended before it was ready.\n" + lastWords());
        }
        if (Instant.now().isAfter(deadline)) {
          throw new ServiceFailedException(
              name + " is not ready after " + PATIENCE.toSeconds() + " s.\n" + lastWords());
        }
        pause();
      }
    }
  }

  public synchronized boolean isAlive() {
    return process.isAlive();
  }

  /// As `kill -9` does it.
  public synchronized void kill() {
    process.destroyForcibly();
    awaitEnd(ORDERLY_END);
  }

  /// Starts it again, after its end, on the same port.
  public synchronized void restart() {
    process = launch(builder);
  }

  /// An orderly end, or, where that takes too long, another.
  @Override
  public synchronized void close() {
    process.destroy();
    if (!awaitEnd(ORDERLY_END)) {
      kill();
    }
  }

  /// The end of its log.
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
      return "The end of " + log + ":\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "Its log " + log + " cannot be read.";
    }
  }

  private boolean isReady(HttpClient http) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for " + name, e);
  }

  private static Process launch(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + builder.command().getFirst(), e);
    }
  }
}
