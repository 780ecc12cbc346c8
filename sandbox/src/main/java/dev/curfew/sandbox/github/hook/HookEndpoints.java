package dev.curfew.sandbox.github.hook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.sandbox.github.access.Permission;
import dev.curfew.sandbox.github.access.RestApi;
import dev.curfew.sandbox.github.wire.Link;
import dev.curfew.sandbox.github.wire.Page;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Hooks' deliveries: docs.github.com/rest/orgs/webhooks, rest/repos/webhooks, rest/apps/webhooks.
public final class HookEndpoints {
  private static final String ORGANIZATION = "/orgs/{}/hooks/{}/deliveries";
  private static final String REPOSITORY = "/repos/{}/{}/hooks/{}/deliveries";
  private static final String APP = "/app/hook/deliveries";
  private static final String CURSOR = "v1_";

  private final Hooks hooks;
  private final Link links;

  public HookEndpoints(Hooks hooks, URI api) {
    this.hooks = hooks;
    this.links = new Link(api);
  }

  public List<Route> routes(RestApi rest) {
    return Stream.of(ofOrganizations(rest), ofRepositories(rest), ofTheApp(rest))
        .flatMap(List::stream)
        .toList();
  }

  private List<Route> ofOrganizations(RestApi rest) {
    Permission read = Permission.read("organization_hooks");
    Permission write = Permission.write("organization_hooks");
    return List.of(
        rest.route("GET", ORGANIZATION, read, r -> list(r, organizations(r))),
        rest.route("GET", ORGANIZATION + "/{}", read, r -> get(r, organizations(r))),
        rest.route(
            "POST", ORGANIZATION + "/{}/attempts", write, r -> redeliver(r, organizations(r))));
  }

  private List<Route> ofRepositories(RestApi rest) {
    Permission read = Permission.read("repository_hooks");
    Permission write = Permission.write("repository_hooks");
    return List.of(
        rest.route("GET", REPOSITORY, read, r -> list(r, repositories(r))),
        rest.route("GET", REPOSITORY + "/{}", read, r -> get(r, repositories(r))),
        rest.route("POST", REPOSITORY + "/{}/attempts", write, r -> redeliver(r, repositories(r))));
  }

  private List<Route> ofTheApp(RestApi rest) {
    return List.of(
        rest.ofApp("GET", APP, r -> list(r, apps())),
        rest.ofApp("GET", APP + "/{}", r -> get(r, apps())),
        rest.ofApp("POST", APP + "/{}/attempts", r -> redeliver(r, apps())));
  }

  /// The path's hook, and where in the path a delivery's id stands.
  private record Found(Hook hook, int deliveryVariable) {}

  private Found organizations(Request request) {
    String login = request.variables().getFirst();
    return find(
        1,
        hook ->
            hook.id() == request.id(1)
                && hook.owner() instanceof HookOwner.Organization of
                && of.account().login().equalsIgnoreCase(login));
  }

  private Found repositories(Request request) {
    String fullName = request.variables().get(0) + "/" + request.variables().get(1);
    return find(
        2,
        hook ->
            hook.id() == request.id(2)
                && hook.owner() instanceof HookOwner.OfRepository of
                && of.repository().fullName().equalsIgnoreCase(fullName));
  }

  private Found apps() {
    return find(-1, hook -> hook.owner() instanceof HookOwner.OfApp);
  }

  private Found find(int hookVariable, Predicate<Hook> wanted) {
    return hooks.all().stream()
        .filter(wanted)
        .findFirst()
        .map(hook -> new Found(hook, hookVariable + 1))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }

  private Answer list(Request request, Found found) {
    List<HookDelivery> rest =
        found.hook().history().upTo(cursor(request)).stream().filter(filter(request)).toList();
    int size = Math.min(rest.size(), Page.size(request));
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    rest.subList(0, size).forEach(delivery -> json.add(DeliveryJson.item(delivery)));
    Answer answer = Answer.ok(json);
    return size == rest.size() ? answer : answer.with(next(request, rest.get(size)));
  }

  private Map<String, String> next(Request request, HookDelivery first) {
    return Map.of("Link", links.of(request, "cursor", CURSOR + first.id(), "next"));
  }

  /// The id of the newest delivery that the page may show.
  private static long cursor(Request request) {
    Optional<String> cursor = request.query("cursor").filter(text -> !text.isEmpty());
    if (cursor.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return cursor
        .filter(text -> text.matches(CURSOR + "\\d{1,18}"))
        .map(text -> Long.parseLong(text.substring(CURSOR.length())))
        .orElseThrow(() -> new Refusal(422, "Invalid cursor"));
  }

  private static Predicate<HookDelivery> filter(Request request) {
    Function<String, Predicate<HookDelivery>> status =
        text -> delivery -> delivery.isSuccess() == text.equals("success");
    Function<String, Predicate<HookDelivery>> redelivery =
        text -> delivery -> delivery.redelivery() == Boolean.parseBoolean(text);
    return request
        .query("status")
        .map(status)
        .orElse(_ -> true)
        .and(request.query("redelivery").map(redelivery).orElse(_ -> true));
  }

  private Answer get(Request request, Found found) {
    return Answer.ok(DeliveryJson.whole(delivery(request, found)));
  }

  private Answer redeliver(Request request, Found found) {
    hooks.redeliver(found.hook(), delivery(request, found));
    return new Answer(202, JsonNodeFactory.instance.objectNode());
  }

  private static HookDelivery delivery(Request request, Found found) {
    return found
        .hook()
        .history()
        .find(request.id(found.deliveryVariable()))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }
}
