package dev.curfew.listener.delivery;

import static dev.curfew.schemas.event.OrderScope.Kind.ORGANISATION;

import dev.curfew.schemas.event.OrderScope;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/// `installation`: the App was suspended or removed by an organisation, which wants no more of us.
final class InstallationReader implements EventReader {
  private static final Set<String> ENDING = Set.of("deleted", "suspend");

  private static final WantedFields WANTED =
      WantedFields.of(
          "action",
          "installation.id",
          "installation.suspended_at",
          "installation.account.login",
          "sender.login");

  @Override
  public WantedFields wanted() {
    return WANTED;
  }

  @Override
  public boolean mayTell(String action) {
    return ENDING.contains(action);
  }

  @Override
  public boolean isIgnorable(BodyFields soFar) {
    String action = soFar.text("action");
    return action != null && !mayTell(action);
  }

  @Override
  public Meaning meaning(Delivery delivery, BodyFields body) {
    String action = body.required("action");
    Instant now = delivery.receivedAt();
    String suspendedAt = body.text("installation.suspended_at");
    return new Meaning.Ordered(
        GitHubOrder.of(
            new OrderScope(ORGANISATION, body.text("installation.account.login")),
            "GitHub App installation: " + action + GitHubOrder.by(body.text("sender.login")),
            action.equals("suspend") ? GitHubTime.read(suspendedAt, now).orElse(now) : now,
            delivery.event(),
            action,
            Objects.requireNonNullElse(body.text("installation.id"), ""),
            Objects.requireNonNullElse(suspendedAt, "")));
  }
}
