package dev.curfew.listener.github;

import static dev.curfew.schemas.LogKeys.REPOSITORY;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.curfew.github.AccessToken;
import dev.curfew.github.AccessTokens;
import dev.curfew.github.Answer;
import dev.curfew.github.GitHubClient;
import dev.curfew.github.GitHubException;
import dev.curfew.listener.delivery.GitHubTime;
import dev.curfew.listener.lease.JobLookup;
import dev.curfew.schemas.event.RunIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs by the lists of their runs, one question for all jobs of a run. A list that has not changed
/// costs nothing of the rate limit.
@ApplicationScoped
class GitHubJobLookup implements JobLookup {
  private static final Logger LOG = LoggerFactory.getLogger(GitHubJobLookup.class);
  private static final int REPOSITORIES_REMEMBERED = 10_000;

  /// In characters of steps' names, which are as long as whoever writes a workflow likes.
  private static final long LARGEST_MEMORY = 8_000_000;

  /// As good as what an entry takes besides its texts.
  private static final int CHARACTERS_OF_A_PAGE = 500;

  private static final int CHARACTERS_OF_A_JOB = 200;

  /// Of 100 jobs each: more than any run has.
  private static final int MOST_PAGES = 100;

  private final GitHubClient client;
  private final AccessTokens tokens;
  private final Clock clock;

  /// Repositories that GitHub does not show us, each told of once in a while.
  private final Cache<String, Boolean> hidden =
      Caffeine.newBuilder()
          .maximumSize(REPOSITORIES_REMEMBERED)
          .expireAfterWrite(Duration.ofHours(1))
          .build();

  private final Cache<String, Page> pages =
      Caffeine.newBuilder()
          .maximumWeight(LARGEST_MEMORY)
          .weigher((String path, Page page) -> path.length() + page.characters())
          // Runs without a lease are not asked for any more.
          .expireAfterAccess(Duration.ofMinutes(15))
          .build();

  GitHubJobLookup(GitHubClient client, AccessTokens tokens, Clock clock) {
    this.client = client;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public boolean isConfigured() {
    return tokens.isConfigured();
  }

  @Override
  public Uni<List<Found>> ask(RunIdentity run, Set<Long> jobIds) {
    String repository = "/repos/" + run.repository();
    return tokens
        .ofRepository(run.repository())
        .chain(token ->
            listed(
                    "%s/actions/runs/%d/attempts/%d/jobs?per_page=100"
                        .formatted(repository, run.runId(), run.runAttempt()),
                    token,
                    MOST_PAGES)
                .chain(listed -> {
                  List<Found> known =
                      listed.stream().filter(job -> jobIds.contains(job.jobId())).toList();
                  Set<Long> found = known.stream().map(Found::jobId).collect(Collectors.toSet());
                  List<Long> missing = jobIds.stream().filter(id -> !found.contains(id)).toList();
                  return missing.isEmpty()
                      ? Uni.createFrom().item(known)
                      : single(run, missing, token).map(more -> joined(known, more));
                }));
  }

  private static List<Found> joined(List<Found> some, List<Found> more) {
    List<Found> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /// All pages; none where GitHub does not know the run. Fails where there are more than so many.
  private Uni<List<Found>> listed(String path, AccessToken token, int most) {
    if (most == 0) {
      return Uni.createFrom()
          .failure(new GitHubException("GitHub's list of jobs does not end: " + path));
    }
    Page known = pages.getIfPresent(path);
    return client
        .get(path, token, known == null ? null : known.etag())
        .chain(answer -> {
          if (answer.isNotFound()) {
            return Uni.createFrom().item(List.of());
          }
          Page page = answer.isUnchanged() && known != null ? known : page(answer);
          pages.put(path, page);
          return page.next()
              .map(next -> listed(next, token, most - 1).map(more -> joined(page.jobs(), more)))
              .orElseGet(() -> Uni.createFrom().item(page.jobs()));
        });
  }

  private Page page(Answer answer) {
    return new Page(
        answer.etag(),
        StreamSupport.stream(answer.json().path("jobs").spliterator(), false)
            .map(this::found)
            .toList(),
        answer.next());
  }

  /// Those that are in no list: deleted, or of an attempt that GitHub counts otherwise.
  private Uni<List<Found>> single(RunIdentity run, List<Long> jobIds, AccessToken token) {
    return Multi.createFrom()
        .iterable(jobIds)
        .onItem()
        .transformToUniAndConcatenate(id -> single(run, id, token))
        .collect()
        .asList()
        .map(found -> found.stream().flatMap(Optional::stream).toList());
  }

  private Uni<Optional<Found>> single(RunIdentity run, long jobId, AccessToken token) {
    String repository = "/repos/" + run.repository();
    return client
        .get(repository + "/actions/jobs/" + jobId, token, null)
        .chain(answer ->
            answer.isNotFound()
                ? isVisible(run, token)
                    .map(visible ->
                        visible ? Optional.of(Found.gone(jobId)) : Optional.<Found>empty())
                : Uni.createFrom().item(Optional.of(found(answer.json()))));
  }

  /// GitHub answers 404 as well where we may not look, and for another repository that has got the
  /// name since: that ends nobody's job.
  private Uni<Boolean> isVisible(RunIdentity run, AccessToken token) {
    return client
        .get("/repos/" + run.repository(), token, null)
        .map(answer ->
            !answer.isNotFound() && answer.json().path("id").asLong() == run.repositoryId())
        .invoke(visible -> {
          if (!visible && hidden.asMap().putIfAbsent(run.repository(), true) == null) {
            LOG.atWarn()
                .addKeyValue(REPOSITORY, run.repository())
                .log("GitHub shows us no such repository: its jobs cannot be asked for");
          }
        });
  }

  private Found found(JsonNode job) {
    return new Found(
        job.path("id").asLong(),
        "completed".equals(job.path("status").textValue()),
        job.path("conclusion").textValue(),
        job.path("head_sha").textValue(),
        GitHubTime.read(job.path("completed_at").textValue(), clock.instant()).orElse(null),
        StreamSupport.stream(job.path("steps").spliterator(), false)
            .filter(step -> "completed".equals(step.path("status").textValue()))
            .map(step -> step.path("name").asText())
            .toList());
  }

  private record Page(@Nullable String etag, List<Found> jobs, Optional<String> next) {
    int characters() {
      return CHARACTERS_OF_A_PAGE
          + jobs.stream()
              .mapToInt(job ->
                  CHARACTERS_OF_A_JOB + job.endedSteps().stream().mapToInt(String::length).sum())
              .sum();
    }
  }
}
