package dev.curfew.local.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.local.InvalidInputException;
import dev.curfew.local.Version;
import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.NoRoomException;
import dev.curfew.revoker.deny.PrefixCoverPlanner;
import dev.curfew.revoker.deny.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `curfew plan`
@Command(
    name = "plan",
    description = "Prints the policies that Curfew would put on a role, and changes nothing.",
    footer = {
      "",
      "Input: {\"role\":{\"arn\":…,\"inlineCharactersUsed\":0,\"managedPoliciesUsed\":0},",
      "  \"now\":\"…Z\",\"horizon\":\"…Z\",\"sessions\":[{\"userId\":\"AROA…:name\",",
      "  \"issuedAt\":\"…Z\",\"expiresAt\":\"…Z\",\"state\":\"live\"|\"dead\"}]}",
      "Exit status: 0 the dead and nobody else, 3 live sessions too,",
      "  2 unusable input, or a role with no room left for any deny."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PlanCommand implements Callable<Integer> {
  private static final int COLLATERAL = 3;

  @Parameters(
      paramLabel = "FILE",
      description = "The role's sessions as JSON; - for standard input.")
  private String file = "-";

  @Override
  public Integer call() throws IOException {
    DenyPlan plan = plan(input());
    System.out.writeBytes(PlanWriter.json(plan).getBytes(UTF_8));
    if (System.out.checkError()) {
      throw new IOException("standard output does not take the plan");
    }
    return plan.verdict() == Verdict.COLLATERAL ? COLLATERAL : 0;
  }

  private static DenyPlan plan(byte[] input) {
    try {
      return new PrefixCoverPlanner().plan(QuestionReader.read(input));
    } catch (NoRoomException e) {
      throw new InvalidInputException(
          "role.inlineCharactersUsed, role.managedPoliciesUsed: " + e.getMessage());
    }
  }

  private byte[] input() throws IOException {
    if (file.equals("-")) {
      return System.in.readAllBytes();
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new InvalidInputException(
          Field.shown(file) + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
