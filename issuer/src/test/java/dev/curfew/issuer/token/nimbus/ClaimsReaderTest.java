package dev.curfew.issuer.token.nimbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.curfew.issuer.token.InvalidTokenException;
import dev.curfew.issuer.token.JobClaims;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.RunIdentity;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsReaderTest {
  private static final List<String> NUMBERS =
      List.of("repository_id", "run_id", "run_attempt", "check_run_id");
  private static final List<String> TEXTS =
      List.of("repository", "sha", "ref", "workflow_ref", "actor", "event_name");

  @Test
  void readsWhatGitHubSends() {
    assertThat(ClaimsReader.read(claims().claim("environment", "production").build()))
        .isEqualTo(
            new JobClaims(
                new RunIdentity(74, "octo-org/octo-repo", 30433642, 2),
                OptionalLong.of(399444496),
                new JobContext(
                    "3484a3f",
                    "refs/heads/main",
                    "octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main",
                    "production",
                    "octocat",
                    "push",
                    null)));
  }

  @Test
  void takesIdsAsNumbersToo() {
    JWTClaimsSet numeric =
        claims()
            .claim("repository_id", 74L)
            .claim("run_id", 30433642)
            .claim("run_attempt", 2)
            .claim("check_run_id", 399444496L)
            .build();

    assertThat(ClaimsReader.read(numeric)).isEqualTo(ClaimsReader.read(claims().build()));
  }

  @Test
  void takesTheGreatestNumber() {
    JWTClaimsSet greatest = claims().claim("check_run_id", "9223372036854775807").build();

    assertThat(ClaimsReader.read(greatest).checkRunId()).hasValue(Long.MAX_VALUE);
  }

  @Test
  void aJobNeedNeitherBeNamedNorHaveAnEnvironment() {
    JobClaims read = ClaimsReader.read(claims().claim("check_run_id", null).build());

    assertThat(read.checkRunId()).isEmpty();
    assertThat(read.context().environment()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1",
        "1_000",
        "٣",
        "１",
        "𝟏",
        "9223372036854775808",
        "99999999999999999999",
        "NaN"
      })
  void aTextThatIsNoPositiveNumberIsNone(String value) {
    for (String claim : List.of("repository_id", "run_id", "run_attempt")) {
      assertRefused(claim, value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "٣", "1e3", "9223372036854775808"})
  void aJobThatIsNoNumberIsRefusedAndNotOverlooked(String value) {
    assertRefused("check_run_id", value);
  }

  static Stream<Arguments> wrongTypes() {
    return Stream.concat(
        NUMBERS.stream()
            .flatMap(
                claim -> Stream.of(1.5, true, List.of(1), Map.of()).map(v -> arguments(claim, v))),
        Stream.concat(TEXTS.stream(), Stream.of("environment"))
            .flatMap(
                claim -> Stream.of(7, true, List.of("a"), Map.of()).map(v -> arguments(claim, v))));
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void aClaimOfAnotherTypeIsRefused(String claim, Object value) {
    assertRefused(claim, value);
  }

  static Stream<String> needed() {
    return Stream.concat(TEXTS.stream(), NUMBERS.stream().filter(c -> !c.equals("check_run_id")));
  }

  @ParameterizedTest
  @MethodSource("needed")
  void aMissingClaimIsRefused(String claim) {
    assertRefused(claim, null);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 2147483648L, Long.MAX_VALUE})
  void anAttemptThatIsNoneIsRefused(long attempt) {
    assertRefused("run_attempt", attempt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"octo-org", "../../etc", "a/b/c", "octo-org/оcto", "octo-org/octo-repo\n", " / "})
  void aRepositoryOfAnotherFormIsRefused(String repository) {
    assertRefused("repository", repository);
  }

  private static void assertRefused(String claim, @Nullable Object value) {
    assertThatThrownBy(() -> ClaimsReader.read(claims().claim(claim, value).build()))
        .as("%s = %s", claim, value)
        .isInstanceOf(InvalidTokenException.class);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .claim("repository_id", "74")
        .claim("repository", "octo-org/octo-repo")
        .claim("run_id", "30433642")
        .claim("run_attempt", "2")
        .claim("check_run_id", "399444496")
        .claim("sha", "3484a3f")
        .claim("ref", "refs/heads/main")
        .claim("workflow_ref", "octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main")
        .claim("actor", "octocat")
        .claim("event_name", "push");
  }
}
