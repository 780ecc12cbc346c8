package dev.curfew.issuer.policy.opa;

import dev.curfew.sandbox.LoopbackPort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real OPA, as `opa run --server`.
final class Opa implements AutoCloseable {
  private final Process process;
  private final URI address;

  private Opa(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// The binary, where there is one on the PATH.
  static Optional<Path> binary() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "opa"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Ready when this returns.
  static Opa start(Path binary, Path directory, Path... policies) throws IOException {
    int port = LoopbackPort.free();
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        binary.toString(),
                        "run",
                        "--server",
                        "--addr=127.0.0.1:" + port,
                        "--disable-telemetry",
                        "--authentication=token",
                        "--authorization=basic",
                        "--set=decision_logs.console=true"),
                    Stream.of(policies).map(Path::toString))
                .toList());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("opa.log").toFile())
            .start();
    Opa opa = new Opa(process, URI.create("http://127.0.0.1:" + port));
    Awaitility.await("opa").atMost(Duration.ofSeconds(30)).until(opa::isReady);
    return opa;
  }

  URI data(String path) {
    return address.resolve("/v1/data/" + path);
  }

  private boolean isReady() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
                  HttpRequest.newBuilder(address.resolve("/health")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
