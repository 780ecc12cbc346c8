package dev.curfew.local;

import dev.curfew.local.bench.BenchCommand;
import dev.curfew.local.demo.DemoCommand;
import dev.curfew.local.plan.PlanCommand;
import dev.curfew.local.policy.PolicyCommand;
import dev.curfew.local.up.UpCommand;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What `./curfew` starts.
@Command(
    name = "curfew",
    description = "AWS credentials for CI jobs that die when the job does.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      PlanCommand.class,
      PolicyCommand.class,
      BenchCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main {
  private static final int LONGEST_STOP_SECONDS = 40;

  /// What shells say of a program that Ctrl-C ended.
  private static final int STOPPED = 130;

  private Main() {}

  public static void main(String[] arguments) {
    // Nothing of libraries' logs until there is a file for them.
    LogManager.getLogManager().reset();
    CountDownLatch ended = new CountDownLatch(1);
    stopMainThreadOnSignal(ended);
    int status = run(arguments);
    ended.countDown();
    System.exit(status);
  }

  /// 0 where all went well, 2 where the user's input is at fault, else 1.
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain)
        .execute(arguments);
  }

  /// Ctrl-C interrupts the command, which then ends all that it started, however far it came.
  private static void stopMainThreadOnSignal(CountDownLatch ended) {
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  main.interrupt();
                  try {
                    boolean inTime = ended.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
                    if (!inTime) {
                      System.err.println("curfew: not everything stopped in time");
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
  }

  /// One line for people, the rest for the log.
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
      command.getErr().println("curfew: stopped, and everything with it");
      return STOPPED;
    }
    System.getLogger(Main.class.getName())
        .log(System.Logger.Level.ERROR, parsed.originalArgs() + " failed", e);
    command.getErr().println(command.getColorScheme().errorText("curfew: " + e.getMessage()));
    return e instanceof InvalidInputException ? 2 : 1;
  }
}
