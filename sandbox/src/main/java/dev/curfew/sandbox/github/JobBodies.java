package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.JobState.Completed;
import dev.curfew.sandbox.github.JobState.InProgress;
import dev.curfew.sandbox.github.JobState.Queued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;

/// The bodies of the events of a job's life.
final class JobBodies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JobBodies() {}

  static byte[] queued(RegisteredJob job) {
    return body(job, new Queued());
  }

  static byte[] inProgress(RegisteredJob job) {
    Instant startedAt =
        switch (job.state()) {
          case Queued _ -> throw new IllegalStateException(job + " has not begun");
          case InProgress running -> running.startedAt();
          case Completed done when done.ran() -> done.startedAt();
          case Completed _ -> throw new IllegalStateException(job + " never began");
        };
    return body(job, new InProgress(startedAt));
  }

  static byte[] completed(RegisteredJob job) {
    if (!(job.state() instanceof Completed done)) {
      throw new IllegalStateException(job + " is " + job.state().status());
    }
    return body(job, done);
  }

  static byte[] completed(Run run, URI api) {
    if (!run.isCompleted()) {
      throw new IllegalStateException("run " + run.spec().run().id() + " is " + run.status());
    }
    return bytes(WorkflowRunJson.completedBody(run, api));
  }

  static byte[] bytes(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a body", e);
    }
  }

  static ObjectNode parse(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a webhook body: it is not JSON", e);
    }
    throw new IllegalArgumentException("not a webhook body: it is not an object");
  }

  private static byte[] body(RegisteredJob job, JobState state) {
    return bytes(WorkflowJobProgress.body(job, state));
  }
}
