package dev.curfew.listener.lease;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.listener.BrokerResource;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.LoopbackServer;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A broker, and a GitHub all of whose repositories were renamed and whose jobs have ended.
@SuppressWarnings("NullAway.Init") // started before it is used
public final class RenamingGitHub implements QuarkusTestResourceLifecycleManager {
  /// Refers to its id.
  static final String RENAMED = "octo-org/renamed";

  /// Refers to another host.
  static final String ABDUCTED = "octo-org/abducted";

  /// Refers to itself.
  static final String CIRCLING = "octo-org/circling";

  /// Is another repository by now.
  static final String RETAKEN = "octo-org/retaken";

  static final long ID = 77;

  private static final int JOBS = 9;

  private final BrokerResource broker = new BrokerResource();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> askedElsewhere = new ConcurrentLinkedQueue<>();
  private LoopbackServer github;
  private LoopbackServer elsewhere;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(broker.start());
    elsewhere = LoopbackServer.bind(0, "another host");
    elsewhere.serve(
        List.of(Route.of("GET", "/jobs", request -> jobs(request, askedElsewhere))),
        RenamingGitHub::error);
    github = LoopbackServer.bind(0, "GitHub");
    String jobs = "/actions/runs/{}/attempts/{}/jobs";
    github.serve(
        List.of(
            to(RENAMED + jobs, github.uri() + "/repositories/" + ID + "/jobs"),
            to(ABDUCTED + jobs, elsewhere.uri() + "/jobs"),
            Route.of("GET", "/repos/" + CIRCLING + jobs, this::circle),
            Route.of("GET", "/repos/" + RETAKEN, this::retaken),
            Route.of("GET", "/repositories/" + ID + "/jobs", request -> jobs(request, asked))),
        RenamingGitHub::error);
    settings.put("curfew.github.api", github.uri().toString());
    settings.put("curfew.github.token", "a token");
    settings.put("curfew.listener.lease.interval", "1s");
    settings.put("curfew.listener.lease.age", "0s");
    return settings;
  }

  private Route to(String path, String location) {
    return Route.of("GET", "/repos/" + path, request -> moved(request, location));
  }

  private Answer moved(Request request, String location) {
    note(request, asked);
    return new Answer(301, Map.of("Location", location), object());
  }

  private Answer circle(Request request) {
    return moved(request, github.uri().resolve(request.uri()).toString());
  }

  private Answer retaken(Request request) {
    note(request, asked);
    return Answer.ok(object().put("id", ID + 1));
  }

  /// All of them, whichever run is asked for.
  private static Answer jobs(Request request, Queue<String> asked) {
    note(request, asked);
    ObjectNode json = object();
    ArrayNode jobs = json.putArray("jobs");
    for (int id = 1; id <= JOBS; id++) {
      jobs.addObject().put("id", id).put("status", "completed");
    }
    return Answer.ok(json);
  }

  private static void note(Request request, Queue<String> asked) {
    asked.add(request.uri().getPath());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode error(int status, String message) {
    return object().put("status", status).put("message", message);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(RenamingGitHub.class));
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /// How often a path was asked for that has this in it.
  long asked(String part) {
    return asked.stream().filter(path -> path.contains(part)).count();
  }

  boolean isAskedElsewhere() {
    return !askedElsewhere.isEmpty();
  }

  @Override
  public void stop() {
    github.close();
    elsewhere.close();
    broker.stop();
  }
}
