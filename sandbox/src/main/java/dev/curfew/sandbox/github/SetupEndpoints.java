package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.alert.SecretAlert;
import dev.curfew.sandbox.github.hook.Hook;
import dev.curfew.sandbox.github.limit.RateLimits;
import dev.curfew.sandbox.github.wire.Body;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// What an administrator of GitHub clicks: tokens, the App and where it is installed, hooks, alerts
/// and limits.
final class SetupEndpoints {
  private final GitHubSandbox github;

  SetupEndpoints(GitHubSandbox github) {
    this.github = github;
  }

  List<Route> routes() {
    return List.of(
        post("/_sandbox/tokens", _ -> json().put("token", github.personalToken())),
        post("/_sandbox/app/keys", _ -> app()),
        post("/_sandbox/installations", this::install),
        post("/_sandbox/hooks", this::hook),
        post("/_sandbox/alerts", this::alert),
        post("/_sandbox/repositories/archived", this::archive),
        post("/_sandbox/repositories/deleted", this::delete),
        post("/_sandbox/repositories/transferred", this::transfer),
        post("/_sandbox/rate-limits", this::rateLimits));
  }

  private interface Setup {
    ObjectNode of(ObjectNode wanted);
  }

  private static Route post(String path, Setup setup) {
    return Route.of("POST", path, request -> answer(request, setup));
  }

  private static Answer answer(Request request, Setup setup) throws IOException {
    try {
      return new Answer(201, setup.of(Body.ofControl(request)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(422, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Refusal(409, String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode app() {
    return json()
        .put("appId", github.app().id())
        .put("clientId", github.app().clientId())
        .put("privateKey", github.app().privateKeyPem());
  }

  private ObjectNode install(ObjectNode wanted) {
    return json().put("id", github.install(text(wanted, "organization")).id());
  }

  private ObjectNode hook(ObjectNode wanted) {
    URI url = URI.create(text(wanted, "url"));
    String secret = text(wanted, "secret");
    return json().put("id", hook(wanted, url, secret).id());
  }

  private Hook hook(ObjectNode wanted, URI url, String secret) {
    if (wanted.has("organization")) {
      return github.organizationHook(text(wanted, "organization"), url, secret);
    }
    if (wanted.has("repository")) {
      return github.repositoryHook(text(wanted, "repository"), url, secret);
    }
    return github.appHook(url, secret);
  }

  private ObjectNode alert(ObjectNode wanted) {
    SecretAlert alert =
        github.raiseAlert(
            text(wanted, "repository"), text(wanted, "secretType"), text(wanted, "secret"));
    return json().put("number", alert.number());
  }

  private ObjectNode archive(ObjectNode wanted) {
    github.archive(text(wanted, "repository"));
    return json();
  }

  private ObjectNode delete(ObjectNode wanted) {
    github.delete(text(wanted, "repository"));
    return json();
  }

  private ObjectNode transfer(ObjectNode wanted) {
    github.transfer(text(wanted, "repository"), text(wanted, "organization"));
    return json();
  }

  private ObjectNode rateLimits(ObjectNode wanted) {
    github.rateLimits(
        new RateLimits(
            wanted.path("perHour").asInt(),
            wanted.path("pointsPerMinute").asInt(),
            wanted.path("status").asInt(403)));
    return json();
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String text(ObjectNode wanted, String field) {
    JsonNode value = wanted.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is not a string");
    }
    return value.textValue();
  }
}
