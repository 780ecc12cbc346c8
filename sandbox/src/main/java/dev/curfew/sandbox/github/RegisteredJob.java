package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.JobState.Completed;
import dev.curfew.sandbox.github.JobState.InProgress;
import dev.curfew.sandbox.github.JobState.Queued;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A job as GitHub keeps it: what it is, where it is, and the secret its runner asks for tokens
/// with.
final class RegisteredJob {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JobSpec spec;
  private final ObjectNode template;
  private final String requestToken;
  private final List<String> finishedSteps = new ArrayList<>();
  private JobState state = new Queued();

  /// The template is a `workflow_job` body of this job; bodies and answers are made from it.
  RegisteredJob(JobSpec spec, ObjectNode template) {
    this.spec = spec;
    this.template = template.deepCopy();
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    this.requestToken = HexFormat.of().formatHex(random);
  }

  JobSpec spec() {
    return spec;
  }

  boolean isOf(String repository) {
    return spec.repository().fullName().equalsIgnoreCase(repository);
  }

  ObjectNode template() {
    return template.deepCopy();
  }

  String requestToken() {
    return requestToken;
  }

  boolean isRequestToken(String candidate) {
    return MessageDigest.isEqual(
        requestToken.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  synchronized JobState state() {
    return state;
  }

  /// A job begins once.
  synchronized void begin(Instant now) {
    if (!(state instanceof Queued)) {
      throw new IllegalStateException("job " + spec.jobId() + " is " + state.status());
    }
    state = new InProgress(now);
  }

  /// A step has ended, while the job may go on.
  synchronized void finishStep(String step) {
    if (!(state instanceof InProgress)) {
      throw new IllegalStateException("job " + spec.jobId() + " is " + state.status());
    }
    finishedSteps.add(step);
  }

  synchronized List<String> finishedSteps() {
    return List.copyOf(finishedSteps);
  }

  /// A job that is cancelled or skipped completes without having begun.
  synchronized void complete(String conclusion, Instant now) {
    state =
        switch (state) {
          case Queued _ -> new Completed(false, now, now, conclusion);
          case InProgress running -> new Completed(true, running.startedAt(), now, conclusion);
          case Completed _ ->
              throw new IllegalStateException("job " + spec.jobId() + " is completed already");
        };
  }

  @Override
  public String toString() {
    return "job " + spec.jobId() + " of " + spec.repository().fullName();
  }
}
