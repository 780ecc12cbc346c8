package dev.curfew.issuer.issuance;

import static dev.curfew.issuer.issuance.BodyReader.given;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who wants a nonce.
@JsonNaming(SnakeCaseStrategy.class)
record NonceBody(
    @Nullable String repo, @JsonDeserialize(using = JobIdReader.class) @Nullable Long jobId) {
  /// Wide enough for every repository. A nonce that goes with none is of no use to anybody, but
  /// must not be a text that the database cannot hold.
  private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]{1,100}/[\\w.-]{1,100}");

  String repository() {
    String repository = given("repo", repo);
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "repo is not of the form owner/name");
    }
    return repository;
  }

  long job() {
    return given("job_id", jobId);
  }
}
