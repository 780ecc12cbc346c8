package dev.curfew.local.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.schemas.event.JobIdentity;
import java.time.Clock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The body of GitHub's `workflow_job` webhook about a completed job. It is made once; for another
/// job its ids are written over, which is cheap.
public final class CompletedBody {
  private static final long JOB = 90_000_000_000_001L;
  private static final long RUN = 80_000_000_000_001L;

  private final byte[] template;
  private final int[] jobs;
  private final int[] runs;

  private CompletedBody(byte[] template) {
    this.template = template;
    this.jobs = placesOf(JOB, template);
    this.runs = placesOf(RUN, template);
  }

  public static CompletedBody ofExample() {
    try (GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC())) {
      ActionsJob job = github.startJob(JobSpec.example().withJobId(JOB).withRun(RUN, 1));
      github.complete(job, "success");
      return new CompletedBody(github.completedBody(job));
    }
  }

  /// The body about a job.
  ///
  /// @throws IllegalArgumentException if its ids have not the example's number of digits
  public byte[] of(JobIdentity job) {
    byte[] body = template.clone();
    write(job.jobId(), jobs, body);
    write(job.runId(), runs, body);
    return body;
  }

  private static void write(long id, int[] places, byte[] body) {
    byte[] digits = Long.toString(id).getBytes(US_ASCII);
    if (digits.length != Long.toString(JOB).length()) {
      throw new IllegalArgumentException("an id of another length: " + id);
    }
    for (int place : places) {
      System.arraycopy(digits, 0, body, place, digits.length);
    }
  }

  /// The body is ASCII, so characters are bytes.
  private static int[] placesOf(long id, byte[] body) {
    return Pattern.compile(Long.toString(id))
        .matcher(new String(body, UTF_8))
        .results()
        .mapToInt(MatchResult::start)
        .toArray();
  }
}
