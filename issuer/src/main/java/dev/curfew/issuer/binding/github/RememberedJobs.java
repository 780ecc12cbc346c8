package dev.curfew.issuer.binding.github;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.curfew.github.GitHubException;
import dev.curfew.issuer.binding.JobSource;
import dev.curfew.issuer.binding.JobState;
import dev.curfew.issuer.binding.JobUnavailableException;
import dev.curfew.issuer.binding.TooManyLookupsException;
import dev.curfew.issuer.limit.Allowance;
import dev.curfew.issuer.limit.LimitSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// What GitHub said, for as long as that holds, and no more questions than a repository is allowed:
/// GitHub counts them for all repositories together.
@ApplicationScoped
class RememberedJobs implements JobSource {
  private static final int MOST_REMEMBERED = 10_000;

  /// A job in progress stays what it is for as long as its steps ask together.
  private static final Duration RUNNING = Duration.ofSeconds(5);

  /// For good, as a job never runs again: another attempt's is another job. GitHub makes no token
  /// for it any more, and the last one that it made is over by then.
  private static final Duration COMPLETED = Duration.ofHours(2);

  /// GitHub may know of a job a moment later, and who asks again after it should hear so.
  private static final Duration ABSENT = Duration.ofSeconds(5);

  /// An administrator may show us a repository.
  private static final Duration HIDDEN = Duration.ofSeconds(30);

  private final GitHubJobs github;
  private final Allowance ofRepository;
  private final Cache<JobKey, Optional<JobState>> jobs =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfter(Expiry.<JobKey, Optional<JobState>>creating((_, found) -> lasting(found)))
          .build();

  private final Cache<String, String> hidden =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(HIDDEN).build();

  RememberedJobs(GitHubJobs github, LimitSettings limits) {
    this.github = github;
    this.ofRepository = Allowance.perHour(limits.jobLookups());
  }

  @Override
  public boolean isConfigured() {
    return github.isConfigured();
  }

  @Override
  public Uni<Optional<JobState>> find(String repository, long jobId) {
    JobKey key = new JobKey(repository, jobId);
    Optional<JobState> known = jobs.getIfPresent(key);
    if (known != null) {
      return Uni.createFrom().item(known);
    }
    String whyHidden = hidden.getIfPresent(repository);
    if (whyHidden != null) {
      return Uni.createFrom().failure(new JobUnavailableException(whyHidden));
    }
    return ofRepository
        .take(repository)
        .map(
            wait -> Uni.createFrom().<Optional<JobState>>failure(new TooManyLookupsException(wait)))
        .orElseGet(() -> ask(key));
  }

  private Uni<Optional<JobState>> ask(JobKey key) {
    return github
        .ask(key)
        .invoke(found -> jobs.put(key, found))
        .onFailure(HiddenRepositoryException.class)
        .invoke(e -> hidden.put(key.repository(), String.valueOf(e.getMessage())))
        .onFailure(HiddenRepositoryException.class)
        .transform(e -> new JobUnavailableException(String.valueOf(e.getMessage()), e, null))
        .onFailure(GitHubException.class)
        .transform(RememberedJobs::unavailable);
  }

  private static JobUnavailableException unavailable(Throwable e) {
    return new JobUnavailableException(
        String.valueOf(e.getMessage()),
        e,
        e instanceof GitHubException asked ? asked.retryAfter().orElse(null) : null);
  }

  /// A job that waits for its runner is asked for again at once.
  private static Duration lasting(Optional<JobState> found) {
    if (found.isEmpty()) {
      return ABSENT;
    }
    JobState state = found.get();
    if (state.isCompleted()) {
      return COMPLETED;
    }
    return state.isInProgress() ? RUNNING : Duration.ZERO;
  }
}
