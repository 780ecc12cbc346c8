package dev.curfew.local.up;

import dev.curfew.local.Checkout;
import dev.curfew.local.LauncherLog;
import dev.curfew.local.Version;
import dev.curfew.local.stack.EmbeddedBacking;
import dev.curfew.local.stack.LocalStack;
import dev.curfew.local.stack.ServiceProcess;
import dev.curfew.local.stack.StackSpec;
import dev.curfew.sandbox.DirectoryLock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `curfew up`
@Command(
    name = "up",
    description = "Starts everything on this machine, and stays until Ctrl-C.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
public final class UpCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MILLIS = 500;

  @Mixin private final PortOptions ports = new PortOptions();

  @Option(
      names = "--repository",
      paramLabel = "OWNER/NAME",
      description = "Who may have the role; may be given several times.",
      defaultValue = "octo-org/octo-repo")
  private List<String> repositories = List.of();

  @Override
  public Integer call() throws InterruptedException {
    Checkout checkout = Checkout.here();
    Path data = checkout.data("up");
    try (DirectoryLock _ = lock(data)) {
      LauncherLog.in(data);
      ports.requireFree();
      System.out.println(
          "starting Kafka, PostgreSQL, stand-ins for AWS, GitHub and an identity provider, three services");
      WebhookSecret secret = WebhookSecret.in(data);
      StackSpec spec =
          new StackSpec(data, ports.ports(), repositories, secret.value(), false, false);
      try (LocalStack stack =
          LocalStack.start(
              checkout, spec, EmbeddedBacking.start(data, ports.kafka(), ports.postgresql()))) {
        System.out.print(new Guide(stack, data, secret, repositories).text());
        stayWhileAllRun(stack.services());
      }
    }
    return 0;
  }

  /// Ctrl-C interrupts it.
  private static void stayWhileAllRun(List<ServiceProcess> services) throws InterruptedException {
    while (true) {
      for (ServiceProcess service : services) {
        if (!service.isAlive()) {
          throw new IllegalStateException(service.name() + " has died.\n" + service.lastWords());
        }
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private static DirectoryLock lock(Path data) {
    try {
      return DirectoryLock.take(data);
    } catch (IllegalStateException inUse) {
      throw new IllegalStateException("Curfew is up already, with the data in " + data, inUse);
    }
  }
}
