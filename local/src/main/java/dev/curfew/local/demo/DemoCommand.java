package dev.curfew.local.demo;

import dev.curfew.local.Checkout;
import dev.curfew.local.LauncherLog;
import dev.curfew.local.Version;
import dev.curfew.local.stack.EmbeddedBacking;
import dev.curfew.local.stack.LocalStack;
import dev.curfew.local.stack.Ports;
import dev.curfew.local.stack.ServiceProcess;
import dev.curfew.local.stack.StackSpec;
import dev.curfew.local.stack.ThrowAwayData;
import dev.curfew.sandbox.DirectoryLock;
import dev.curfew.sandbox.github.JobSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `curfew demo`
@Command(
    name = "demo",
    description = "Shows a credential used, then dead, and its neighbour alive.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--payload",
      paramLabel = "FILE",
      description =
          "A real body of a workflow_job webhook, action completed. Delivered byte for byte."
              + " Without it the GitHub stand-in makes one.")
  private @Nullable Path payloadFile;

  @Option(
      names = "--iam-lag",
      paramLabel = "TIME",
      converter = LagConverter.class,
      description =
          "How long the AWS stand-in takes from IAM's answer to enforcing a policy, as 4s or"
              + " 500ms. AWS itself takes some seconds. Default: none.")
  private Duration iamLag = Duration.ZERO;

  @Option(
      names = "--pull-only",
      description =
          "GitHub reaches nobody, as behind a firewall: the end is found in its list of deliveries.")
  private boolean pullOnly;

  @Override
  public Integer call() {
    Payload payload = payloadFile == null ? null : Payload.read(payloadFile);
    Checkout checkout = Checkout.here();
    Path data = checkout.data("demo");
    try (DirectoryLock _ = lock(data)) {
      ThrowAwayData.clear(data);
      LauncherLog.in(data);
      Timeline timeline = new Timeline(System.out, Clock.systemUTC());
      play(checkout, data, payload, timeline);
      timeline.tell(
          "all of this was observed through AWS's SDK and SQL, and everything is stopped again");
    }
    return 0;
  }

  private void play(Checkout checkout, Path data, @Nullable Payload payload, Timeline timeline) {
    timeline.tell("starting Kafka, PostgreSQL, stand-ins for AWS and GitHub, and three services");
    String repository =
        payload == null ? JobSpec.example().repository().fullName() : payload.repository();
    StackSpec spec =
        new StackSpec(
            data, Ports.free(), List.of(repository), UUID.randomUUID().toString(), pullOnly, true);
    try (LocalStack stack = LocalStack.start(checkout, spec, EmbeddedBacking.startEmpty(data))) {
      timeline.tell("ready: " + describe(stack));
      timeline.add("logs in " + data);
      Story story = new Story(stack, timeline, payload, iamLag, pullOnly);
      story.rehearse();
      if (!iamLag.isZero()) {
        stack.enforceAfter(iamLag);
        timeline.tell(
            "from now on AWS enforces policies %,d ms after IAM's answer"
                .formatted(iamLag.toMillis()));
      }
      story.play();
    }
  }

  private static String describe(LocalStack stack) {
    return stack.services().stream().map(DemoCommand::describe).collect(Collectors.joining(", "));
  }

  private static String describe(ServiceProcess service) {
    return service.name() + " (process " + service.pid() + ")";
  }

  private static DirectoryLock lock(Path data) {
    try {
      return DirectoryLock.take(data);
    } catch (IllegalStateException inUse) {
      throw new IllegalStateException(
          "another demo of this checkout is running: wait for it, or stop it", inUse);
    }
  }
}
