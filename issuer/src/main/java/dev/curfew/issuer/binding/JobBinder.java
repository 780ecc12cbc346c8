package dev.curfew.issuer.binding;

import static dev.curfew.schemas.LogKeys.JOB;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.REPOSITORY;
import static dev.curfew.schemas.LogKeys.RUN;

import dev.curfew.issuer.binding.Binding.Found;
import dev.curfew.issuer.binding.Binding.NotAsked;
import dev.curfew.issuer.binding.Binding.Unavailable;
import dev.curfew.issuer.binding.BindingSettings.Mode;
import dev.curfew.issuer.token.JobClaims;
import dev.curfew.issuer.token.VerifiedToken;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds what GitHub says of a job against what the token says.
@Startup // what is lacking must stop start-up, not the first request
@ApplicationScoped
class JobBinder implements JobLookup {
  private static final Logger LOG = LoggerFactory.getLogger(JobBinder.class);
  private static final String REMEDY =
      "set curfew.github.app.id and curfew.github.app.private-key, or curfew.github.token";

  private final JobSource jobs;
  private final BindingSettings settings;

  JobBinder(JobSource jobs, BindingSettings settings) {
    this.jobs = jobs;
    this.settings = settings;
    if (settings.jobLookup() == Mode.REQUIRED && !jobs.isConfigured()) {
      throw new IllegalStateException(
          "curfew.issuer.job-lookup is required, and there is nobody to ask GitHub as: "
              + REMEDY
              + "; or say when-possible or off");
    }
    if (settings.jobLookup() == Mode.WHEN_POSSIBLE && !jobs.isConfigured()) {
      LOG.atWarn()
          .addKeyValue(REASON, REMEDY)
          .log("jobs are not looked up: nobody to ask GitHub as");
    }
  }

  @Override
  public Uni<Binding> bind(VerifiedToken token, long jobId) {
    JobClaims claims = token.job();
    if (settings.jobLookup() != Mode.OFF && jobs.isConfigured()) {
      return jobs.find(claims.run().repository(), jobId)
          .ifNoItem()
          .after(settings.jobLookupDeadline())
          .failWith(() -> new JobUnavailableException("no answer from GitHub in time"))
          .map(found -> checked(found, claims))
          .onFailure(JobUnavailableException.class)
          .recoverWithUni(e -> withoutAnswer(e, claims, jobId));
    }
    return claims.checkRunId().isPresent()
        ? Uni.createFrom().item(new NotAsked())
        : Uni.createFrom()
            .failure(new JobMismatchException("the token names no job, and GitHub is not asked"));
  }

  private static Binding checked(Optional<JobState> found, JobClaims claims) {
    JobState state = found.orElseThrow(() -> new JobMismatchException("GitHub knows no such job"));
    if (state.runId() != claims.run().runId() || state.runAttempt() != claims.run().runAttempt()) {
      throw new JobMismatchException("the job is of another run or attempt than the token");
    }
    if (isOfItsHead(claims) && !state.job().headSha().equals(claims.context().commit())) {
      throw new JobMismatchException("the job is of another commit than the token");
    }
    if (state.isCompleted()) {
      throw new JobEndedException();
    }
    if (!state.isInProgress()) {
      throw new JobNotRunningException(state.status());
    }
    return new Found(state.job());
  }

  /// The tokens of `pull_request` and its relatives name the merge, or the base: run and attempt
  /// bind them (docs.github.com, «Events that trigger workflows», `GITHUB_SHA`).
  private static boolean isOfItsHead(JobClaims claims) {
    return !claims.context().eventName().startsWith("pull_request");
  }

  private Uni<Binding> withoutAnswer(JobUnavailableException e, JobClaims claims, long jobId) {
    if (settings.jobLookup() == Mode.REQUIRED || claims.checkRunId().isEmpty()) {
      return Uni.createFrom().failure(e);
    }
    String why = String.valueOf(e.getMessage());
    LOG.atWarn()
        .addKeyValue(REPOSITORY, claims.run().repository())
        .addKeyValue(RUN, claims.run().runId())
        .addKeyValue(JOB, jobId)
        .addKeyValue(REASON, why)
        .log("job could not be looked up: its token alone is believed");
    return Uni.createFrom().item(new Unavailable(why));
  }
}
