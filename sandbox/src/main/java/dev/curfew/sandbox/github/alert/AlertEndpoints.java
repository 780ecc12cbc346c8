package dev.curfew.sandbox.github.alert;

import dev.curfew.sandbox.github.access.Permission;
import dev.curfew.sandbox.github.access.RestApi;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.net.URI;
import java.util.List;

/// docs.github.com/rest/secret-scanning/secret-scanning, as far as it tells a secret.
public final class AlertEndpoints {
  private final SecretAlerts alerts;
  private final URI api;

  public AlertEndpoints(SecretAlerts alerts, URI api) {
    this.alerts = alerts;
    this.api = api;
  }

  public List<Route> routes(RestApi rest) {
    return List.of(
        rest.route(
            "GET",
            "/repos/{}/{}/secret-scanning/alerts/{}",
            Permission.read("secret_scanning_alerts"),
            this::get));
  }

  private Answer get(Request request) {
    String repository = request.variables().get(0) + "/" + request.variables().get(1);
    return alerts
        .find(repository, request.id(2))
        .map(alert -> Answer.ok(SecretAlertJson.whole(alert, api)))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }
}
