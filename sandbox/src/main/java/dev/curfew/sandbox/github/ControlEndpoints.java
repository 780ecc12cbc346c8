package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.wire.Body;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.io.IOException;
import java.util.List;

/// What only a sandbox has: jobs that begin and end when somebody with `curl` says so.
final class ControlEndpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubSandbox github;

  ControlEndpoints(GitHubSandbox github) {
    this.github = github;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", "/_sandbox/jobs", this::start),
        Route.of("POST", "/_sandbox/jobs/{}/complete", this::complete));
  }

  private Answer start(Request request) throws IOException {
    ObjectNode fields = Body.ofControl(request);
    try {
      return new Answer(201, describe(github.startJob(JobSpecJson.read(fields))));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Refusal(422, String.valueOf(e.getMessage()));
    }
  }

  private Answer complete(Request request) throws IOException {
    String conclusion = Body.ofControl(request).path("conclusion").asText("success");
    try {
      List<DeliveryResult> results = github.finish(request.id(0), conclusion).join();
      return Answer.ok(
          JSON.createObjectNode()
              .put("conclusion", conclusion)
              .set("deliveries", JSON.valueToTree(results)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(422, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Refusal(409, String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode describe(ActionsJob job) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("jobId", job.jobId())
        .put("runId", job.runId())
        .put("runAttempt", job.runAttempt())
        .put("repository", job.repository())
        .put("repositoryId", job.repositoryId())
        .put("headSha", job.headSha())
        .put("idTokenRequestUrl", job.idTokenRequestUrl().toString())
        .put("idTokenRequestToken", job.idTokenRequestToken());
  }
}
