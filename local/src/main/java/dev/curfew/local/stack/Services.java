package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The three services' processes: started at once, ended at once.
final class Services implements AutoCloseable {
  /// For short lives: the slow compiler's work would never pay.
  static final List<String> TRIAL_JVM =
      List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /// As docker-compose.yml has them; docs/decisions/0019-long-lived-services-use-c2-alone.md says
  /// why.
  private static final List<String> LISTENER_JVM =
      List.of(
          "-Xmx128m",
          "-Xms64m",
          "-Xmn32m",
          "-XX:SurvivorRatio=3",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-TieredCompilation",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+ExitOnOutOfMemoryError");

  private static final List<String> ISSUER_JVM =
      List.of(
          "-Xmx96m",
          "-Xms40m",
          "-Xmn24m",
          "-XX:SurvivorRatio=3",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-TieredCompilation",
          "-XX:CompileThreshold=1500",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=MemLimit,*.*,16M~stop",
          "-XX:TrimNativeHeapInterval=2000",
          "-XX:+ExitOnOutOfMemoryError");

  /// As docker-compose.yml has it, too.
  private static final Map<String, String> LASTING_MALLOC =
      Map.of(
          "MALLOC_ARENA_MAX", "2",
          "MALLOC_MMAP_THRESHOLD_", "262144",
          "MALLOC_TRIM_THRESHOLD_", "262144");

  private final Checkout checkout;
  private final Path directory;
  private final boolean throwAway;
  private final List<String> jvm;
  private final boolean withAgent;
  private final List<ServiceProcess> started = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();

  /// Ended with this process, however that ends.
  Services(Checkout checkout, Path directory, boolean throwAway, List<String> jvm) {
    this(checkout, directory, throwAway, jvm, true);
  }

  private Services(
      Checkout checkout, Path directory, boolean throwAway, List<String> jvm, boolean withAgent) {
    this.withAgent = withAgent;
    this.checkout = checkout;
    this.directory = directory;
    this.throwAway = throwAway;
    this.jvm = jvm;
  }

  /// The listener as it is run for good: with the cache of what its start loads, too.
  static Services listener(Checkout checkout, Path directory) {
    return forGood(checkout, directory, "webhook-listener", LISTENER_JVM);
  }

  /// The issuer, so.
  static Services issuer(Checkout checkout, Path directory) {
    return forGood(checkout, directory, "issuer", ISSUER_JVM);
  }

  private static Services forGood(
      Checkout checkout, Path directory, String module, List<String> flags) {
    List<String> jvm = new ArrayList<>(flags);
    // Recorded without an agent, and refused with one: another process has to see that this one
    // ends.
    jvm.add("-XX:AOTCache=" + checkout.runner(module).resolveSibling("app.aot"));
    return new Services(checkout, directory, true, jvm, false);
  }

  ServiceProcess launch(String module, int port, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    if (!withAgent) {
      all.putAll(LASTING_MALLOC);
    }
    ServiceProcess service =
        ServiceProcess.start(module, command(module), all, port, directory(module));
    started.add(service);
    if (!withAgent) {
      followers.add(Follower.of(service.pid()));
    }
    return service;
  }

  List<ServiceProcess> all() {
    return List.copyOf(started);
  }

  /// @throws ServiceFailedException if one does not become ready
  void awaitReady() {
    started.forEach(ServiceProcess::awaitReady);
  }

  /// At once, because an orderly end of the revoker takes seconds.
  @Override
  public void close() {
    try (ExecutorService ending = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<?>[] ends =
          started.stream()
              .map(service -> CompletableFuture.runAsync(() -> end(service), ending))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(ends).join();
    }
    followers.forEach(Follower::close);
  }

  private void end(ServiceProcess service) {
    if (throwAway) {
      service.kill();
    } else {
      service.close();
    }
  }

  private List<String> command(String module) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    if (withAgent) {
      command.add("-javaagent:" + checkout.agent() + "=" + ProcessHandle.current().pid());
    }
    command.add("-jar");
    command.add(checkout.runner(module).toString());
    return command;
  }

  private Path directory(String module) {
    try {
      return Files.createDirectories(directory.resolve(module));
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for " + module, e);
    }
  }
}
