package dev.curfew.local.policy;

import dev.curfew.issuer.policy.InvalidPolicyException;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.PolicySet;
import dev.curfew.issuer.policy.RolePolicy;
import dev.curfew.issuer.policy.cel.CelConditions;
import dev.curfew.issuer.policy.yaml.PolicyReader;
import dev.curfew.local.InvalidInputException;
import dev.curfew.local.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `curfew policy check`
@Command(
    name = "check",
    description = "Says whether a file is a policy, and what a job would get by it.",
    footer = {
      "",
      "Nothing is asked of GitHub or of a second gate, and a token's signature is not verified:",
      "job is empty, and whoever decides for real is the issuer.",
      "Exit status: 0 a policy, and with --token a role is allowed; 3 none is;",
      "  2 the file is no policy, with its line and column, or the token is unusable."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
  private static final int REFUSED = 3;

  /// No credential is made, so that it has no id.
  private static final UUID NO_CREDENTIAL = new UUID(0, 0);

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private Path file = Path.of("policy.yaml");

  @Option(
      names = "--token",
      paramLabel = "FILE|-",
      description = "A job's OIDC token, or a JSON object of its claims; - for standard input.")
  private @Nullable String token;

  @Option(
      names = "--role",
      paramLabel = "ARN",
      description = "Ask for this role alone; without it, for all of the policy's.")
  private @Nullable String role;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "What request.duration is: 900 unless told.")
  private int seconds = 900;

  @Option(names = "--step", paramLabel = "NAME", description = "What request.step is.")
  private @Nullable String step;

  @Override
  public Integer call() throws IOException {
    PolicySet policy = policy();
    List<RolePolicy> asked = asked(policy);
    System.out.printf("%s: %s%n", file, Summary.of(policy));
    if (policy.roles().isEmpty()) {
      System.err.printf("%s: warning: without a role nothing is issued%n", file);
    }
    if (token == null) {
      asked.forEach(each -> System.out.print(Summary.of(each)));
      return 0;
    }
    Map<String, Object> claims = ClaimsFile.read(token);
    boolean allowed = false;
    for (RolePolicy each : asked) {
      Verdict verdict = Verdict.of(each, input(claims, each.arn()));
      System.out.print(verdict.text());
      allowed |= verdict.isAllowed();
    }
    if (asked.isEmpty()) {
      System.out.printf("%s%n  refused: the policy does not name the role%n", role);
    }
    return allowed ? 0 : REFUSED;
  }

  private List<RolePolicy> asked(PolicySet policy) {
    return role == null ? policy.roles() : policy.role(role).stream().toList();
  }

  private PolicyInput input(Map<String, Object> claims, String arn) {
    return new PolicyInput(
        claims,
        Optional.empty(),
        arn,
        Duration.ofSeconds(seconds),
        NO_CREDENTIAL,
        Optional.ofNullable(step));
  }

  private PolicySet policy() {
    try {
      return new PolicyReader(new CelConditions()).read(Files.readAllBytes(file));
    } catch (InvalidPolicyException e) {
      throw new InvalidInputException(file + ":" + e.getMessage());
    } catch (IOException e) {
      throw new InvalidInputException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
