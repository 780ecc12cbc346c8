package dev.curfew.issuer.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.issuer.policy.Condition;
import dev.curfew.issuer.policy.Inputs;
import dev.curfew.issuer.policy.InvalidPolicyException;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.UnanswerableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelConditionsTest {
  @SuppressWarnings("unused") // by @FieldSource
  static final Iterable<String> CLAIMS = Claims.TYPES.keySet();

  private static final CelConditions CEL = new CelConditions();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "claims.repository == 'octo-org/octo-repo'",
        "claims.repository in ['a/b', 'octo-org/octo-repo']",
        "claims.ref.matches('^refs/heads/(main|release/.*)$')",
        "claims.repository_owner == 'octo-org' && claims.ref == 'refs/heads/main'",
        "claims.iat > timestamp('2026-01-01T00:00:00Z')",
        "claims.check_run_id == '42'",
        "claims.head_ref == ''",
        "has(claims.ref) && !has(claims.environment)",
        "!has(claims.environment) || claims.environment == 'production'",
        "request.duration <= duration('1h')",
        "request.role.endsWith('/deploy') && !has(request.step)",
        "!has(job.id) && !has(job.labels)",
        "claims.environment == 'production' || true",
      })
  void holds(String condition) {
    assertThat(CEL.compile(condition).holds(Inputs.push())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "claims.repository == 'octo-org/Octo-Repo'",
        "claims.ref == 'main'",
        "request.duration > duration('900s')",
        "has(claims.environment)",
      })
  void doesNotHold(String condition) {
    assertThat(CEL.compile(condition).holds(Inputs.push())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job.id == 42 && job.name == 'deploy'",
        "job.runner_name == 'runner-7' && !has(job.runner_group)",
        "job.labels.exists(label, label == 'large')",
        "'ubuntu-latest' in job.labels && job.labels.size() == 2",
        "has(job.head_sha)",
      })
  void seesTheJobThatWasLookedUp(String condition) {
    PolicyInput input = Inputs.ofJob(Inputs.push(), Inputs.JOB);

    assertThat(CEL.compile(condition).holds(input)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claims.repository == 'octo-org/octo-repo' && 'gpu' in job.labels",
        "'gpu' in job.labels || claims.environment == 'production'",
        "!(claims.environment == 'production' && job.id == 3) || job.id == 4",
        "!has(job.id)",
        "has(job.id) && !has(job.runner_name)",
        "job.id == 3 ? claims.ref == 'main' : claims.actor == 'octocat'",
        "job.labels.exists(label, label == claims.ref)",
        "['a', 'octocat'].exists(name, name == claims.actor && job.name == name)",
        "job.labels.all(label, claims.environment == label)",
        "(claims.environment == 'production' && job.id == 3) || job.name == claims.ref",
      })
  void mayHoldForAJobThatIsNotKnownYet(String condition) {
    assertThat(CEL.compile(condition).mayHold(Inputs.push())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "claims.repository == 'octo-org/another' && 'gpu' in job.labels",
        "'gpu' in job.labels && claims.repository == 'octo-org/another'",
        "claims.environment == 'production' && 'gpu' in job.labels && claims.ref == 'main'",
        "(has(job.id) || !has(job.id)) && claims.actor == 'hubot'",
        "!(claims.actor == 'octocat' || job.id == 3)",
        "job.id == 3 ? claims.ref == 'main' : claims.actor == 'hubot'",
        "['a', 'b'].exists(name, name == claims.actor && job.name == name)",
      })
  void cannotHoldWhateverTheJobIs(String condition) {
    assertThat(CEL.compile(condition).mayHold(Inputs.push())).isFalse();
  }

  /// CEL itself makes an unknown of an error beside an unknown.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "claims.environment == 'production' && 'gpu' in job.labels",
        "'gpu' in job.labels && claims.environment == 'production'",
        "!(claims.environment == 'production' || job.id == 3)",
        "job.name == claims.environment",
        "claims.environment == 'production' ? job.id == 3 : job.id == 4",
        "(claims.environment == 'production' && job.id == 3) || claims.ref == 'main'",
      })
  void whatErrsInWhatIsKnownIsNotHopedFor(String condition) {
    assertThatThrownBy(() -> CEL.compile(condition).mayHold(Inputs.push()))
        .isInstanceOf(UnanswerableException.class)
        .hasMessageContaining("environment");
  }

  /// What is not there is neither equal nor unequal to anything.
  @ParameterizedTest
  @CsvSource({
    "claims.environment == 'production', environment",
    "claims.environment != 'staging', environment",
    "job.name == 'deploy', name",
    "request.step == 'deploy', step",
  })
  void whatIsNotThereIsNoAnswer(String condition, String named) {
    Condition compiled = CEL.compile(condition);

    assertThatThrownBy(() -> compiled.holds(Inputs.push()))
        .isInstanceOf(UnanswerableException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claims.repositry == 'a/b'                  | 1 |  7 | undefined field 'repositry'",
        "claims.ref == 'x' && claims.Ref == 'y'     | 1 | 28 | undefined field 'Ref'",
        "claims.sub == 'repo:a/b'                   | 1 |  7 | each repository makes its own form",
        "claims.aud == 'curfew'                     | 1 |  7 | the issuer's own",
        "job.runner == 'x'                          | 1 |  4 | undefined field 'runner'",
        "request.rôle == 'x'                        | 1 | 10 | token recognition error",
        "claim.ref == 'x'                           | 1 |  1 | undeclared reference to 'claim'",
        "claims.ref == 1                            | 1 | 12 | no matching overload",
        "claims.run_id > 4                          | 1 | 15 | no matching overload",
        "claims['ref'] == 'x'                       | 1 |  7 | no matching overload",
        "claims.ref                                 | 1 |  7 | bool",
        "claims.ref == 'x' &&                       | 1 | 21 | mismatched input",
        "claims.ref.matches('[a-')                  | 1 | 20 | no regular expression",
        "claims.ref.matches('(?=main)')             | 1 | 20 | no regular expression",
        "matches(claims.ref, '(a{1,100}){1,10}')    | 1 | 21 | instructions",
        "request.duration < duration('1 hour')      | 1 | 29 | uration",
        "claims.iat > timestamp('today')            | 1 | 24 | imestamp",
        "shell('rm')                                | 1 |  6 | undeclared reference to 'shell'",
      })
  void whatIsWrongIsFoundBeforeItIsUsed(String condition, int line, int column, String why) {
    assertThatThrownBy(() -> CEL.compile(condition))
        .isInstanceOfSatisfying(
            InvalidPolicyException.class,
            e -> {
              assertThat(e.why()).contains(why);
              assertThat(e.line() + ":" + e.column()).isEqualTo(line + ":" + column);
            });
  }

  @Test
  void theLineOfAnErrorIsTold() {
    assertThatThrownBy(() -> CEL.compile("claims.ref == 'x'\n  && claims.rev == 'y'"))
        .isInstanceOfSatisfying(
            InvalidPolicyException.class,
            e -> assertThat(e.line() + ":" + e.column()).isEqualTo("2:12"));
  }

  @ParameterizedTest
  @FieldSource("CLAIMS")
  void eachClaimOfGitHubIsKnown(String claim) {
    assertThat(CEL.compile("has(claims." + claim + ")")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void anEmptyConditionIsNone(String condition) {
    assertThatThrownBy(() -> CEL.compile(condition)).isInstanceOf(InvalidPolicyException.class);
  }

  @Test
  void aClaimOfAnotherFormIsNotThere() {
    PolicyInput list = Inputs.claiming(Inputs.push(), "repository", List.of("a/b"));
    PolicyInput oversized = Inputs.claiming(Inputs.push(), "repository", "a".repeat(1_025));

    assertThat(CEL.compile("has(claims.repository)").holds(list)).isFalse();
    assertThat(CEL.compile("has(claims.repository)").holds(oversized)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"74, true", "'\"74\"', true", "75, false"})
  void numbersAndTheirDigitsAreTheSame(String json, boolean holds) throws Exception {
    Object id = new ObjectMapper().readValue(json, Object.class);
    PolicyInput input = Inputs.claiming(Inputs.push(), "repository_id", id);

    assertThat(CEL.compile("claims.repository_id == '74'").holds(input)).isEqualTo(holds);
  }

  @Test
  void anExpressionThatIsTooLongIsNone() {
    String many = "true && ".repeat(600) + "true";

    assertThatThrownBy(() -> CEL.compile(many))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("size");
  }

  @Test
  void anExpressionThatIsTooDeepIsNone() {
    String deep = "!(".repeat(200) + "true" + ")".repeat(200);

    assertThatThrownBy(() -> CEL.compile(deep))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("recursion");
  }

  @Test
  void loopsWithinLoopsEnd() {
    String tens = "[0,1,2,3,4,5,6,7,8,9]";
    Condition loops =
        CEL.compile(
            "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, a + b + c + d >= 0))))"
                .formatted(tens));

    assertThatThrownBy(() -> loops.holds(Inputs.push()))
        .isInstanceOf(UnanswerableException.class)
        .hasMessageContaining("1000");
  }

  @Test
  void aRegularExpressionThatIsMadeLaterIsNoAnswerWhereItGrows() {
    Condition grown = CEL.compile("claims.ref.matches('(a{1,100}' + '){1,10}')");

    assertThatThrownBy(() -> grown.holds(Inputs.push())).isInstanceOf(UnanswerableException.class);
  }
}
