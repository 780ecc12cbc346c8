package dev.curfew.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
  private static final List<String> OPTIONS =
      List.of(
          "--github-port",
          "--issuer-port",
          "--listener-port",
          "--revoker-port",
          "--aws-port",
          "--identity-provider-port",
          "--kafka-port",
          "--postgresql-port");

  @TempDir private Path data;

  @Test
  void theCommandsThatItPrintsWorkAndItStopsCleanlyAndGoesOn() throws Exception {
    assumeThat(curlCanSign()).as("a curl that signs for AWS, 7.75 or newer").isTrue();
    String[] arguments = onFreePorts();
    Launcher first = Launcher.start(data, arguments);
    first.awaitOutput("Curfew is up");
    Path secret = data.resolve("up/webhook-secret");
    String firstSecret = Files.readString(secret);
    List<ProcessHandle> services = first.children();

    tryIt();
    first.terminate();
    first.exitStatus();

    assertThat(first.output()).contains("stopped, and everything with it");
    assertThat(services).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.getPosixFilePermissions(secret))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(first.output()).doesNotContain(firstSecret.strip());

    Launcher second = Launcher.start(data, arguments);
    second.awaitOutput("Curfew is up");
    assertThat(Files.readString(secret)).isEqualTo(firstSecret);
    tryIt();
    second.terminate();
    second.exitStatus();
  }

  @Test
  void aPortThatIsTakenIsNamedWithTheOptionForAnother() throws Exception {
    String[] arguments = onFreePorts();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      arguments[4] = Integer.toString(taken.getLocalPort());
      Launcher up = Launcher.start(data, arguments);

      assertThat(up.exitStatus()).isOne();
      assertThat(up.output())
          .contains(
              "port " + taken.getLocalPort() + " is taken; choose another with --issuer-port");
    }
  }

  private static boolean curlCanSign() throws InterruptedException {
    try {
      Process curl = new ProcessBuilder("curl", "--help", "all").start();
      String help = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return curl.waitFor() == 0 && help.contains("--aws-sigv4");
    } catch (IOException noCurl) {
      return false;
    }
  }

  private void tryIt() throws IOException, InterruptedException {
    Path output = data.resolve("try-it.txt");
    Process script =
        new ProcessBuilder("sh", data.resolve("up/try-it.sh").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> script.waitFor(100, TimeUnit.MILLISECONDS));
    } finally {
      script.destroyForcibly();
    }
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .containsSubsequence(
            "ListAccountAliasesResult",
            "\"delivered\":true",
            "explicit deny",
            "ListAccountAliasesResult",
            "order ",
            "\"state\":\"done\"",
            "explicit deny");
    assertThat(script.exitValue()).isZero();
  }

  /// `up --github-port 12345 --issuer-port …`
  private static String[] onFreePorts() {
    List<String> ports =
        Stream.generate(() -> Integer.toString(LoopbackPort.free()))
            .distinct()
            .limit(OPTIONS.size())
            .toList();
    Stream<String> options =
        Stream.iterate(0, i -> i < OPTIONS.size(), i -> i + 1)
            .flatMap(i -> Stream.of(OPTIONS.get(i), ports.get(i)));
    return Stream.concat(Stream.of("up"), options).toArray(String[]::new);
  }
}
