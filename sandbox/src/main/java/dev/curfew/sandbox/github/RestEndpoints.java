package dev.curfew.sandbox.github;

import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.util.List;

/// GitHub's REST API, as far as Curfew asks it.
final class RestEndpoints {
  private final Jobs jobs;

  RestEndpoints(Jobs jobs) {
    this.jobs = jobs;
  }

  List<Route> routes() {
    return List.of(Route.of("GET", "/repos/{}/{}/actions/jobs/{}", this::job));
  }

  /// Any token will do: this GitHub has no accounts to check it against.
  private Answer job(Request request) {
    if (request.bearer().isEmpty()) {
      throw new Refusal(401, "Requires authentication");
    }
    String repository = request.variables().get(0) + "/" + request.variables().get(1);
    return jobs.find(request.id(2))
        .filter(job -> job.spec().repository().fullName().equalsIgnoreCase(repository))
        .map(job -> WorkflowJobProgress.body(job, job.state()).required("workflow_job"))
        .map(Answer::ok)
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }
}
