package dev.curfew.listener.delivery;

import static dev.curfew.schemas.event.OrderScope.Kind.REPOSITORY;

import dev.curfew.schemas.event.OrderScope;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `repository`: one that was archived, deleted or given to somebody else.
final class RepositoryReader implements EventReader {
  private static final String TRANSFERRED = "transferred";
  private static final Set<String> ENDING = Set.of("archived", "deleted", TRANSFERRED);

  private static final WantedFields WANTED =
      WantedFields.of(
          "action",
          "repository.id",
          "repository.name",
          "repository.full_name",
          "repository.updated_at",
          "changes.owner.from.user.login",
          "changes.owner.from.organization.login",
          "sender.login");

  @Override
  public WantedFields wanted() {
    return WANTED;
  }

  @Override
  public boolean isIgnorable(BodyFields soFar) {
    String action = soFar.text("action");
    return action != null && !ENDING.contains(action);
  }

  @Override
  public Meaning meaning(Delivery delivery, BodyFields body) {
    String action = body.required("action");
    return new Meaning.Ordered(
        GitHubOrder.of(
            new OrderScope(
                REPOSITORY,
                action.equals(TRANSFERRED) ? formerName(body) : body.text("repository.full_name")),
            "repository " + action + GitHubOrder.by(body.text("sender.login")),
            delivery.receivedAt(),
            delivery.event(),
            action,
            Objects.requireNonNullElse(body.text("repository.id"), ""),
            // Deleted is for good; the others may come again another day.
            Objects.requireNonNullElse(body.text("repository.updated_at"), "")));
  }

  /// Under which its jobs were given credentials; what runs under the new name is the new owner's.
  private static @Nullable String formerName(BodyFields body) {
    String organisation = body.text("changes.owner.from.organization.login");
    String owner = organisation == null ? body.text("changes.owner.from.user.login") : organisation;
    String name = body.text("repository.name");
    return owner == null || name == null ? null : owner + "/" + name;
  }
}
