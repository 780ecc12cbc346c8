package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.access.Permission;
import dev.curfew.sandbox.github.access.RestApi;
import dev.curfew.sandbox.github.wire.Link;
import dev.curfew.sandbox.github.wire.Page;
import dev.curfew.sandbox.github.wire.RepositoryJson;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// Runs and jobs: docs.github.com/rest/actions/workflow-jobs and rest/actions/workflow-runs.
final class JobEndpoints {
  private static final Permission READ = Permission.read("actions");
  private static final Instant CREATED_AT = Instant.parse("2019-05-15T15:19:25Z");
  private static final Permission METADATA = Permission.read("metadata");
  private static final String RUN = "/repos/{}/{}/actions/runs/{}";

  private final Jobs jobs;
  private final URI api;

  JobEndpoints(Jobs jobs, URI api) {
    this.jobs = jobs;
    this.api = api;
  }

  List<Route> routes(RestApi rest) {
    return List.of(
        rest.route("GET", "/repos/{}/{}", METADATA, this::repository),
        rest.route("GET", "/repos/{}/{}/actions/jobs/{}", READ, this::job),
        rest.route("GET", RUN, READ, this::run),
        rest.route("GET", RUN + "/jobs", READ, this::jobsOfRun),
        rest.route("GET", RUN + "/attempts/{}/jobs", READ, this::jobsOfAttempt));
  }

  /// A repository is known by its jobs.
  private Answer repository(Request request) {
    return jobs.repository(repositoryName(request))
        .map(found -> Answer.ok(RepositoryJson.of(found, CREATED_AT, api)))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }

  private Answer job(Request request) {
    return jobs.find(request.id(2))
        .filter(job -> job.isOf(repositoryName(request)))
        .map(job -> Answer.ok(json(job)))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }

  private Answer run(Request request) {
    return Answer.ok(WorkflowRunJson.of(known(request), api));
  }

  private Answer jobsOfRun(Request request) {
    Run run = known(request);
    boolean all = request.query("filter").filter("all"::equals).isPresent();
    return list(request, run, all ? _ -> true : attempt(run.spec().run().attempt()));
  }

  private Answer jobsOfAttempt(Request request) {
    Run run = known(request);
    Predicate<RegisteredJob> attempt = attempt(request.id(3));
    if (run.jobs().stream().noneMatch(attempt)) {
      throw new Refusal(404, "Not Found");
    }
    return list(request, run, attempt);
  }

  private Answer list(Request request, Run run, Predicate<RegisteredJob> filter) {
    List<RegisteredJob> wanted = run.jobs().stream().filter(filter).toList();
    Page<RegisteredJob> page = Page.of(wanted, request, new Link(api));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("total_count", wanted.size());
    ArrayNode items = json.putArray("jobs");
    page.items().forEach(job -> items.add(json(job)));
    return Answer.ok(json).with(page.link());
  }

  private Run known(Request request) {
    return Run.of(jobs.ofRun(repositoryName(request), request.id(2)))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }

  private static Predicate<RegisteredJob> attempt(long number) {
    return job -> job.spec().run().attempt() == number;
  }

  private static String repositoryName(Request request) {
    return request.variables().get(0) + "/" + request.variables().get(1);
  }

  private static JsonNode json(RegisteredJob job) {
    ObjectNode json =
        (ObjectNode) WorkflowJobProgress.body(job, job.state()).required("workflow_job");
    // Old webhook bodies, of which a job may have been made, have none; the API does.
    json.put("run_attempt", job.spec().run().attempt());
    return json;
  }
}
