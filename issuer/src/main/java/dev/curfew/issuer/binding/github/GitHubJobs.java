package dev.curfew.issuer.binding.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.github.AccessToken;
import dev.curfew.github.AccessTokens;
import dev.curfew.github.Answer;
import dev.curfew.github.GitHubClient;
import dev.curfew.github.GitHubException;
import dev.curfew.issuer.binding.JobState;
import dev.curfew.issuer.binding.LookedUpJob;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/// Jobs one by one (docs.github.com, «Get a job for a workflow run»).
@ApplicationScoped
class GitHubJobs {
  /// What an event takes of a text; a name beyond it is nobody's runner.
  private static final int LONGEST_TEXT = 1024;

  private final GitHubClient client;
  private final AccessTokens tokens;

  GitHubJobs(GitHubClient client, AccessTokens tokens) {
    this.client = client;
    this.tokens = tokens;
  }

  boolean isConfigured() {
    return tokens.isConfigured();
  }

  /// Empty where the repository can be seen and has no such job. Fails with
  /// [HiddenRepositoryException] where it cannot be seen, and with [GitHubException] where GitHub
  /// does not answer.
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "github"})
  Uni<Optional<JobState>> ask(JobKey key) {
    return tokens
        .ofRepository(key.repository())
        .onFailure(e -> e instanceof GitHubException asked && asked.isRefusal())
        .transform(HiddenRepositoryException::new)
        .chain(token -> asked(key, token));
  }

  private Uni<Optional<JobState>> asked(JobKey key, AccessToken token) {
    String repository = "/repos/" + key.repository();
    return client
        .get(repository + "/actions/jobs/" + key.jobId(), token, null)
        .chain(answer ->
            answer.isNotFound()
                ? unlessHidden(repository, token)
                : Uni.createFrom().item(() -> Optional.of(state(key, answer))));
  }

  /// GitHub answers 404 as well where we may not look: that says nothing of the job.
  private Uni<Optional<JobState>> unlessHidden(String repository, AccessToken token) {
    return client
        .get(repository, token, null)
        .map(answer -> {
          if (answer.isNotFound()) {
            throw new HiddenRepositoryException();
          }
          return Optional.empty();
        });
  }

  private static JobState state(JobKey key, Answer answer) {
    JsonNode json = answer.json();
    Optional<String> status = text(json, "status");
    Optional<String> headSha = text(json, "head_sha");
    if (json.path("id").asLong() != key.jobId() || status.isEmpty() || headSha.isEmpty()) {
      throw new GitHubException("GitHub's answer is no job");
    }
    return new JobState(
        new LookedUpJob(
            key.jobId(),
            text(json, "name").orElse(""),
            headSha.get(),
            runnerId(json.path("runner_id").asLong()),
            text(json, "runner_name"),
            text(json, "runner_group_name"),
            labels(json)),
        json.path("run_id").asLong(),
        json.path("run_attempt").asInt(),
        status.get());
  }

  /// GitHub has null or 0 for none.
  private static OptionalLong runnerId(long id) {
    return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
  }

  private static List<String> labels(JsonNode json) {
    return StreamSupport.stream(json.path("labels").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue())
        .filter(text -> !text.isBlank() && text.length() <= LONGEST_TEXT && text.indexOf(0) < 0);
  }
}
