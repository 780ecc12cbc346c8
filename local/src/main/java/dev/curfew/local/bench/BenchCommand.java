package dev.curfew.local.bench;

import dev.curfew.local.Version;
import dev.curfew.local.bench.intake.IntakeCommand;
import dev.curfew.local.bench.issue.IssueCommand;
import dev.curfew.local.bench.plan.BenchPlanCommand;
import dev.curfew.local.bench.revoke.RevokeCommand;
import picocli.CommandLine.Command;

/// `curfew bench`
@Command(
    name = "bench",
    description = "Measures Curfew on this machine.",
    subcommands = {
      BenchPlanCommand.class,
      IntakeCommand.class,
      IssueCommand.class,
      RevokeCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class BenchCommand {}
