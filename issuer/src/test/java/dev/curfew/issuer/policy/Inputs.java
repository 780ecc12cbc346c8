package dev.curfew.issuer.policy;

import dev.curfew.issuer.binding.LookedUpJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Requests to decide on.
public final class Inputs {
  public static final String ROLE = "arn:aws:iam::111122223333:role/deploy";

  public static final LookedUpJob JOB =
      new LookedUpJob(
          42,
          "deploy",
          "3484a3fb816e0859fd6e1cea078d76385ff50625",
          OptionalLong.of(7),
          Optional.of("runner-7"),
          Optional.empty(),
          List.of("ubuntu-latest", "large"));

  private Inputs() {}

  /// A push to the main branch of `octo-org/octo-repo`, with the claims that GitHub sends.
  public static PolicyInput push() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "https://token.actions.githubusercontent.com");
    claims.put("sub", "repo:octo-org/octo-repo:ref:refs/heads/main");
    claims.put("aud", List.of("curfew"));
    claims.put("jti", "b6a43a1e-5c0b-4f9a-8d3c-2d3f2b3f8f11");
    claims.put("iat", Date.from(Instant.parse("2026-11-23T10:00:00Z")));
    claims.put("repository", "octo-org/octo-repo");
    claims.put("repository_id", "74");
    claims.put("repository_owner", "octo-org");
    claims.put("ref", "refs/heads/main");
    claims.put("ref_protected", "true");
    claims.put("head_ref", "");
    claims.put("event_name", "push");
    claims.put("actor", "octocat");
    claims.put("check_run_id", 42L);
    claims.put("runner_environment", "github-hosted");
    return new PolicyInput(
        claims,
        Optional.empty(),
        ROLE,
        Duration.ofMinutes(15),
        UUID.fromString("019ab0a0-0000-7000-8000-000000000001"),
        Optional.empty());
  }

  /// The same, but for one claim; without it where the value is null.
  public static PolicyInput claiming(PolicyInput input, String name, @Nullable Object value) {
    Map<String, Object> claims = new HashMap<>(input.claims());
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return new PolicyInput(
        claims, input.job(), input.roleArn(), input.duration(), input.credentialId(), input.step());
  }

  public static PolicyInput ofJob(PolicyInput input, LookedUpJob job) {
    return new PolicyInput(
        input.claims(),
        Optional.of(job),
        input.roleArn(),
        input.duration(),
        input.credentialId(),
        input.step());
  }
}
