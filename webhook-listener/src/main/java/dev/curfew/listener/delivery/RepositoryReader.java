package dev.curfew.listener.delivery;

import static dev.curfew.schemas.event.OrderScope.Kind.REPOSITORY_ID;

import dev.curfew.schemas.event.OrderScope;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `repository`: one that was archived, deleted or given to somebody else. It is told by its id:
/// its name changes with its owner, who chooses it, and may be another repository's by now.
final class RepositoryReader implements EventReader {
  private static final Set<String> ENDING = Set.of("archived", "deleted", "transferred");

  /// As far as it is good for a line of text.
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,100}/[\\w.-]{1,100}");

  private static final WantedFields WANTED =
      WantedFields.of(
          "action",
          "repository.id",
          "repository.full_name",
          "repository.updated_at",
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
    String id = body.required("repository.id");
    return new Meaning.Ordered(
        GitHubOrder.of(
            new OrderScope(REPOSITORY_ID, id),
            "repository%s %s%s"
                .formatted(
                    named(body.text("repository.full_name")),
                    action,
                    GitHubOrder.by(body.text("sender.login"))),
            delivery.receivedAt(),
            delivery.event(),
            action,
            id,
            // Deleted is for good; the others may come again another day.
            Objects.requireNonNullElse(body.text("repository.updated_at"), "")));
  }

  /// For people: what it is called now.
  private static String named(@Nullable String fullName) {
    return fullName != null && NAME.matcher(fullName).matches() ? " " + fullName : "";
  }
}
