package dev.curfew.local.policy;

import dev.curfew.local.Version;
import picocli.CommandLine.Command;

/// `curfew policy`
@Command(
    name = "policy",
    description = "For authors of the issuer's policy.",
    subcommands = CheckCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PolicyCommand {}
