package dev.curfew.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoIT {
  private static final String REAL_BODY = "workflow_job.1.completed.completed.failure.json";

  @TempDir private Path data;

  @Test
  void withTheLagThatAwsHasItTellsTheTwoTimesApart() throws Exception {
    Launcher demo = Launcher.start(data, "demo", "--iam-lag", "2s");

    int status = demo.exitStatus();

    assertThat(demo.output())
        .containsSubsequence(
            "job A calls AWS, iam:ListAccountAliases: allowed",
            "job B calls AWS, iam:ListAccountAliases: allowed",
            "GitHub tells the webhook that job A has ended",
            "job A calls AWS, iam:ListAccountAliases: refused",
            "with an explicit deny",
            "job B calls AWS, iam:ListAccountAliases, 5 times: allowed each time",
            "detected",
            "received",
            "decided",
            "applied",
            "effective",
            "So IAM answered",
            "AWS enforced it 2,",
            "audit entries is whole",
            "job B gives its credential back: refused");
    assertThat(status).isZero();
  }

  @Test
  void aRealBodyOfGitHubsEndsTheJobThatItTellsOf() throws Exception {
    Path body = payloads().resolve(REAL_BODY);
    assumeThat(body).as("real payloads, see CURFEW_PAYLOADS").isRegularFile();
    Launcher demo = Launcher.start(data, "demo", "--payload", body.toString());

    int status = demo.exitStatus();

    assertThat(demo.output())
        .containsSubsequence(
            "Codertocat/Hello-World",
            "job A (289782451) has",
            "exactly those of " + body,
            "refused",
            "2021-08-05T10:38:16Z",
            "an old one, so count from received");
    assertThat(status).isZero();
  }

  @Test
  void killedInTheMiddleItLeavesNothingThatStopsTheNext() throws Exception {
    Launcher killed = Launcher.start(data, "demo");
    killed.awaitOutput("ready:");
    List<ProcessHandle> services = killed.children();
    assertThat(services).hasSizeGreaterThanOrEqualTo(3);

    killed.kill();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> services.stream().noneMatch(ProcessHandle::isAlive));
    Launcher next = Launcher.start(data, "demo");
    assertThat(next.exitStatus()).as(next.output()).isZero();
    assertThat(processesOn(data)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          not json                                  | is not JSON
          []                                        | is not a JSON object
          {"action":"completed","check_run":{}}     | it has no workflow_job
          {"action":"completed","workflow_job":null}| it has no workflow_job
          {"action":"queued","workflow_job":{}}     | its action is 'queued'
          {"action":"completed","workflow_job":{}}  | lacks workflow_job.id
          """)
  void aFileThatIsNoEndOfAJobIsRefused(String body, String why) throws Exception {
    Path file = Files.writeString(data.resolve("body.json"), body);
    Launcher demo = Launcher.start(data, "demo", "--payload", file.toString());

    assertThat(demo.exitStatus()).isEqualTo(2);
    assertThat(demo.output()).contains(file.toString()).contains(why).doesNotContain("\tat ");
  }

  @Test
  void aFileThatIsNotThereIsRefused() throws Exception {
    Launcher demo = Launcher.start(data, "demo", "--payload", "no-such-file.json");

    assertThat(demo.exitStatus()).isEqualTo(2);
    assertThat(demo.output()).contains("no-such-file.json does not exist");
  }

  private static Path payloads() {
    return Path.of(
        Objects.requireNonNullElseGet(
            System.getenv("CURFEW_PAYLOADS"),
            () -> Checkout.here().root().resolve("../shared/payloads").normalize().toString()));
  }

  /// PostgreSQL and services name the directory in their command line.
  private static List<String> processesOn(Path directory) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(directory.toString()))
        .toList();
  }
}
