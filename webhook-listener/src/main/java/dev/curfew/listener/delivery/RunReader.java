package dev.curfew.listener.delivery;

import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import java.util.Set;

/// `workflow_run`: a run that ended, and with it every job of it up to that attempt.
final class RunReader implements EventReader {
  private static final String COMPLETED = "completed";
  private static final String STATUS = "workflow_run.status";
  private static final String CONCLUSION = "workflow_run.conclusion";

  private static final Set<String> GOING_ON = Set.of("requested", "in_progress");

  /// Of a run that waits for somebody's approval: it is «completed» before it has begun.
  private static final String WAITS = "action_required";

  private static final WantedFields WANTED =
      WantedFields.of(
          "action",
          "workflow_run.id",
          "workflow_run.run_attempt",
          "workflow_run.status",
          CONCLUSION,
          "workflow_run.updated_at",
          "repository.id",
          "repository.full_name");

  @Override
  public WantedFields wanted() {
    return WANTED;
  }

  @Override
  public boolean mayTell(String action) {
    return !GOING_ON.contains(action);
  }

  @Override
  public boolean isIgnorable(BodyFields soFar) {
    return soFar.text("action") != null && soFar.text(STATUS) != null && !isCompleted(soFar);
  }

  @Override
  public Meaning meaning(Delivery delivery, BodyFields body) {
    if (!isCompleted(body) || body.says(CONCLUSION, WAITS)) {
      return new Meaning.Irrelevant();
    }
    RunFields run = new RunFields(delivery, body);
    return new Meaning.Ended(
        new RunCompleted(
            new RunIdentity(
                run.id("repository.id"),
                run.repository(),
                run.id("workflow_run.id"),
                run.attempt("workflow_run.run_attempt")),
            run.shortText(CONCLUSION),
            run.detection("workflow_run.updated_at"),
            delivery.id()));
  }

  private static boolean isCompleted(BodyFields body) {
    return body.says("action", COMPLETED) || body.says(STATUS, COMPLETED);
  }
}
