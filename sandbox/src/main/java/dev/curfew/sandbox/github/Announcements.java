package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.access.App;
import dev.curfew.sandbox.github.access.Installation;
import dev.curfew.sandbox.github.access.InstallationJson;
import dev.curfew.sandbox.github.alert.SecretAlert;
import dev.curfew.sandbox.github.alert.SecretAlertJson;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.sandbox.github.fault.Faults;
import dev.curfew.sandbox.github.hook.Event;
import dev.curfew.sandbox.github.hook.Hook;
import dev.curfew.sandbox.github.hook.Hooks;
import dev.curfew.sandbox.github.wire.AccountJson;
import dev.curfew.sandbox.github.wire.RepositoryJson;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Tells the hooks what happens.
final class Announcements {
  private static final Account SENDER = new Account("octocat", 583_231);

  private final Hooks hooks;
  private final Faults faults;
  private final Clock clock;
  private final URI api;

  Announcements(Hooks hooks, Faults faults, Clock clock, URI api) {
    this.hooks = hooks;
    this.faults = faults;
    this.clock = clock;
    this.api = api;
  }

  CompletableFuture<List<DeliveryResult>> tell(String event, byte[] body) {
    return hooks.tell(Event.of(event, body));
  }

  void ping(Hook hook) {
    hooks.ping(hook, SENDER, api);
  }

  /// Of a job that has completed, and of its run, if that has.
  CompletableFuture<List<DeliveryResult>> ended(RegisteredJob job, Run run) {
    if (faults.strikes(Fault.SILENT)) {
      return CompletableFuture.completedFuture(List.of());
    }
    CompletableFuture<List<DeliveryResult>> told = tell("workflow_job", JobBodies.completed(job));
    if (run.isCompleted()) {
      var _ = tell("workflow_run", JobBodies.completed(run, api));
    }
    return told;
  }

  void of(SecretAlert alert, String action) {
    tell("secret_scanning_alert", SecretAlertJson.body(alert, action, SENDER, api));
  }

  void of(Installation installation, App app, String action) {
    ObjectNode body = action(action);
    body.set("installation", InstallationJson.of(installation, app, api));
    body.set("sender", AccountJson.of(SENDER, "User", api));
    tell("installation", body);
  }

  void archived(Repository repository) {
    ObjectNode body = of(repository, "archived");
    ((ObjectNode) body.required("repository")).put("archived", true);
    tell("repository", body);
  }

  void deleted(Repository repository) {
    tell("repository", of(repository, "deleted"));
  }

  /// GitHub tells the hooks of the new owner only.
  void transferred(Repository repository, Account from) {
    ObjectNode body = of(repository, "transferred");
    body.putObject("changes")
        .putObject("owner")
        .putObject("from")
        .set("organization", AccountJson.organization(from, api));
    tell("repository", body);
  }

  private ObjectNode of(Repository repository, String action) {
    ObjectNode body = action(action);
    body.set("repository", RepositoryJson.of(repository, clock.instant(), api));
    body.set("organization", AccountJson.organization(repository.owner(), api));
    body.set("sender", AccountJson.of(SENDER, "User", api));
    return body;
  }

  private static ObjectNode action(String action) {
    return JsonNodeFactory.instance.objectNode().put("action", action);
  }

  private void tell(String event, ObjectNode body) {
    var _ = tell(event, JobBodies.bytes(body));
  }
}
