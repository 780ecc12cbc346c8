package dev.curfew.issuer.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.policy.cel.CelConditions;
import dev.curfew.issuer.policy.yaml.PolicyReader;
import java.time.Duration;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySetTest {
  private static final PolicySet POLICY =
      new PolicyReader(new CelConditions())
          .read(
              """
              roles:
                - role: arn:aws:iam::111122223333:role/deploy
                  maximum_duration_seconds: 3600
                  leash_seconds: 300
                  tags: [run]
                  rules:
                    - name: production
                      when: claims.environment == 'production'
                    - name: main
                      when: claims.ref == 'refs/heads/main'
                    - name: owner
                      when: claims.repository_owner == 'octo-org' && claims.ref_type == 'branch'
                - role: arn:aws:iam::111122223333:role/open
                  maximum_duration_seconds: 900
                  pull_request_target: true
                  self_hosted: true
                  rules:
                    - name: all
                      when: true
                - role: arn:aws:iam::111122223333:role/grouped
                  maximum_duration_seconds: 900
                  rules:
                    - name: another
                      when: claims.repository == 'octo-org/another'
                    - name: group
                      when: claims.repository == 'octo-org/octo-repo' && job.runner_group == 'prod'
              ...
              """
                  .getBytes(UTF_8));

  @Test
  void theFirstRuleThatHoldsIsTold() {
    Decision decision = POLICY.decide(Inputs.push());

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed -> {
              assertThat(allowed.grant().rule()).isEqualTo("main");
              assertThat(allowed.grant().maximumDuration()).isEqualTo(Duration.ofHours(1));
              assertThat(allowed.grant().leash()).contains(Duration.ofMinutes(5));
              assertThat(allowed.grant().tags()).containsExactly("run");
            });
  }

  /// Before GitHub is asked for the job.
  @Test
  void whatNoAnswerOfGitHubsCouldAllowIsRuledOutWithItsReason() {
    PolicyInput patch = Inputs.claiming(Inputs.push(), "ref", "refs/heads/patch");

    assertThat(POLICY.rulesOut(patch).orElseThrow()).contains("«production» cannot be answered");
    assertThat(POLICY.rulesOut(asking(Inputs.push(), "arn:aws:iam::111122223333:role/other")))
        .contains("the policy does not name the role");
    assertThat(
            POLICY.rulesOut(
                Inputs.claiming(
                    asking(Inputs.push(), "arn:aws:iam::111122223333:role/grouped"),
                    "event_name",
                    "pull_request_target")))
        .isPresent();
  }

  /// One rule that names the job must not let everybody have GitHub asked.
  @Test
  void whomARuleThatNamesTheJobExcludesIsRuledOut() {
    PolicyInput grouped = asking(Inputs.push(), "arn:aws:iam::111122223333:role/grouped");

    assertThat(POLICY.rulesOut(Inputs.claiming(grouped, "repository", "evil-org/evil")))
        .contains("no rule of the role holds");
  }

  @Test
  void whatItsAnswerCouldAllowIsNotRuledOut() {
    assertThat(POLICY.rulesOut(Inputs.push())).isEmpty();
    assertThat(POLICY.rulesOut(asking(Inputs.push(), "arn:aws:iam::111122223333:role/grouped")))
        .isEmpty();
  }

  private static PolicyInput asking(PolicyInput input, String role) {
    return new PolicyInput(
        input.claims(), input.job(), role, input.duration(), input.credentialId(), input.step());
  }

  @Test
  void whatNoRuleAllowsIsRefused() {
    PolicyInput other = Inputs.claiming(Inputs.push(), "ref", "refs/heads/patch");
    PolicyInput answered =
        Inputs.claiming(Inputs.claiming(other, "environment", "x"), "ref_type", "tag");

    assertRefused(answered).isEqualTo("no rule of the role holds");
  }

  @Test
  void aRuleThatCannotBeAnsweredIsNamed() {
    assertRefused(Inputs.claiming(Inputs.push(), "ref", "refs/heads/patch"))
        .contains("«production» cannot be answered")
        .contains("«owner» cannot be answered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:role/other",
        "arn:aws:iam::111122223333:role/Deploy",
        "arn:aws:iam::111122223333:role/deploy ",
        "*",
        ""
      })
  void aRoleThatIsNotThereIsRefused(String role) {
    assertRefused(forRole(Inputs.push(), role)).isEqualTo("the policy does not name the role");
  }

  @Test
  void pullRequestTargetIsRefusedUnlessTheRoleAllowsIt() {
    PolicyInput input = Inputs.claiming(Inputs.push(), "event_name", "pull_request_target");

    assertRefused(input).contains("pull_request_target");
    assertThat(POLICY.decide(forRole(input, "arn:aws:iam::111122223333:role/open")))
        .isInstanceOf(Decision.Allowed.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"self-hosted", "", "GitHub-Hosted"})
  void anotherRunnerThanGitHubsIsRefusedUnlessTheRoleAllowsIt(@Nullable String environment) {
    PolicyInput input = Inputs.claiming(Inputs.push(), "runner_environment", environment);

    assertRefused(input).contains("self-hosted");
    assertThat(POLICY.decide(forRole(input, "arn:aws:iam::111122223333:role/open")))
        .isInstanceOf(Decision.Allowed.class);
  }

  private static AbstractStringAssert<?> assertRefused(PolicyInput input) {
    Decision decision = POLICY.decide(input);
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    return assertThat(((Decision.Refused) decision).reason());
  }

  private static PolicyInput forRole(PolicyInput input, String role) {
    return new PolicyInput(
        input.claims(), input.job(), role, input.duration(), input.credentialId(), input.step());
  }
}
