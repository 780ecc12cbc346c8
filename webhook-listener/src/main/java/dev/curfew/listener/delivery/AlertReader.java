package dev.curfew.listener.delivery;

import static dev.curfew.schemas.event.OrderScope.Kind.REPOSITORY;

import dev.curfew.schemas.event.OrderScope;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/// `secret_scanning_alert`: a secret was found where it should not be.
final class AlertReader implements EventReader {
  private static final String CREATED = "created";
  private static final Set<String> LEAKING = Set.of(CREATED, "reopened", "publicly_leaked");

  /// Of all types of secrets of AWS's (docs.github.com, «Supported secret scanning patterns»).
  private static final String AWS = "aws_";

  private static final WantedFields WANTED =
      WantedFields.of(
          "action",
          "alert.number",
          "alert.secret_type",
          "alert.created_at",
          "alert.updated_at",
          "repository.id",
          "repository.full_name");

  @Override
  public WantedFields wanted() {
    return WANTED;
  }

  @Override
  public boolean mayTell(String action) {
    return LEAKING.contains(action);
  }

  @Override
  public boolean isIgnorable(BodyFields soFar) {
    String action = soFar.text("action");
    String type = soFar.text("alert.secret_type");
    return (action != null && !mayTell(action)) || (type != null && !type.startsWith(AWS));
  }

  @Override
  public Meaning meaning(Delivery delivery, BodyFields body) {
    String action = body.required("action");
    RunFields fields = new RunFields(delivery, body);
    return new Meaning.Leaked(
        checked(fields.repository()), fields.id("alert.number"), action, at(delivery, body));
  }

  /// It becomes part of a question to GitHub.
  private static String checked(String repository) {
    return Objects.requireNonNull(new OrderScope(REPOSITORY, repository).value());
  }

  /// An alert is created once; anything else that becomes of it updates it.
  private static Instant at(Delivery delivery, BodyFields body) {
    Instant now = delivery.receivedAt();
    Instant created = GitHubTime.read(body.text("alert.created_at"), now).orElse(now);
    return body.says("action", CREATED)
        ? created
        : GitHubTime.read(body.text("alert.updated_at"), now).orElse(created);
  }
}
