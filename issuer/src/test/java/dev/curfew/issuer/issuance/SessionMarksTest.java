package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.policy.Grant;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionMarksTest {
  private static final JobIdentity JOB =
      new JobIdentity(74, "octo-org/octo.repo_1", 30433642, 2, 399444496);

  @Test
  void theSourceIdentityNamesRunAttemptAndJob() {
    assertThat(SessionMarks.sourceIdentity(JOB)).isEqualTo("run=30433642.2,job=399444496");
  }

  @Test
  void theLongestSourceIdentityIsOneForSts() {
    JobIdentity longest =
        new JobIdentity(1, "o/r", Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

    assertThat(SessionMarks.sourceIdentity(longest)).matches("[\\w+=,.@-]{2,64}");
  }

  @Test
  void onlyTheTagsThatAreWantedAreSet() {
    assertThat(SessionMarks.tags(Set.of("repository", "run"), JOB, by("octocat")))
        .containsOnlyKeys("repository", "run")
        .containsEntry("repository", "octo-org/octo.repo_1")
        .containsEntry("run", "30433642");
  }

  /// All that a policy can name has a value that STS takes.
  @ParameterizedTest
  @CsvSource({
    "octocat, octocat",
    "dependabot[bot], dependabot:bot",
    "github-actions[bot], github-actions:bot",
    "mona_acme, mona_acme"
  })
  void eachTagHasAValueThatStsTakes(String actor, String tag) {
    var tags = SessionMarks.tags(Grant.TAGS, JOB, by(actor));

    assertThat(tags).containsOnlyKeys(Grant.TAGS).containsEntry("actor", tag);
    assertThat(tags.values())
        .allMatch(value -> value.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,256}"));
  }

  private static JobContext by(String actor) {
    return new JobContext("3484a3f", "refs/heads/main", "w", null, actor, "push", null);
  }
}
