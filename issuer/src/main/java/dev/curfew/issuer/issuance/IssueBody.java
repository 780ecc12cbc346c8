package dev.curfew.issuer.issuance;

import static dev.curfew.issuer.issuance.BodyReader.given;
import static dev.curfew.issuer.issuance.BodyReader.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.curfew.issuer.token.OidcToken;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The request as it comes over HTTP.
@JsonNaming(SnakeCaseStrategy.class)
record IssueBody(
    @Nullable String oidcToken,
    @JsonDeserialize(using = JobIdReader.class) @Nullable Long jobId,
    @Nullable String repo,
    @Nullable String role,
    @Nullable Integer durationSeconds,
    @Nullable String step,
    @Nullable String renews) {
  /// What the contract takes of a name.
  private static final int LONGEST_STEP = 1024;

  /// Throws [RefusedException] naming the first field that is missing.
  IssueRequest request() {
    return new IssueRequest(
        new OidcToken(given("oidc_token", oidcToken)),
        given("job_id", jobId),
        given("repo", repo),
        given("role", role),
        Optional.ofNullable(durationSeconds).map(Duration::ofSeconds),
        Optional.ofNullable(step).map(IssueBody::stepName),
        Optional.ofNullable(renews).map(id -> uuid("renews", id)));
  }

  private static String stepName(String step) {
    if (step.isBlank()
        || step.length() > LONGEST_STEP
        || step.codePoints().anyMatch(Character::isISOControl)
        || !UTF_8.newEncoder().canEncode(step)) {
      throw new RefusedException(
          Refusal.INVALID_REQUEST, "step is blank, too long or no line of text");
    }
    return step;
  }

  @Override
  public String toString() {
    return "IssueBody[repo=" + repo + ", jobId=" + jobId + "]";
  }
}
