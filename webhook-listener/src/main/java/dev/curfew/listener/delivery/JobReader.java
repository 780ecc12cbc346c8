package dev.curfew.listener.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.curfew.listener.delivery.BodyFields.StepFields;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `workflow_job`: a job that ended, or steps of one that goes on.
final class JobReader implements EventReader {
  private static final String COMPLETED = "completed";
  private static final String STATUS = "workflow_job.status";

  /// Before there are steps.
  private static final Set<String> WAITING = Set.of("queued", "waiting");

  /// What the contract takes.
  private static final int MOST_STEPS = 2000;

  /// In bytes of JSON. A broker takes records of 1 MiB by default, and there is more in an event
  /// than its steps.
  private static final int LARGEST_PORTION = 512 * 1024;

  /// Two quotes and a comma.
  private static final int SEPARATORS = 3;

  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private static final WantedFields WANTED =
      WantedFields.of(
          "action",
          "workflow_job.id",
          "workflow_job.run_id",
          "workflow_job.run_attempt",
          "workflow_job.head_sha",
          "workflow_job.status",
          "workflow_job.conclusion",
          "workflow_job.completed_at",
          "workflow_job.steps[]",
          "repository.id",
          "repository.full_name");

  @Override
  public WantedFields wanted() {
    return WANTED;
  }

  @Override
  public boolean mayTell(String action) {
    return !WAITING.contains(action);
  }

  @Override
  public boolean isIgnorable(BodyFields soFar) {
    return soFar.text("action") != null
        && soFar.text(STATUS) != null
        && !isOver(soFar)
        && endedSteps(soFar.steps()).isEmpty();
  }

  @Override
  public Meaning meaning(Delivery delivery, BodyFields body) {
    if (isOver(body)) {
      RunFields run = new RunFields(delivery, body);
      return new Meaning.Ended(
          new JobCompleted(
              job(run),
              run.shortText("workflow_job.conclusion"),
              run.shortText("workflow_job.head_sha"),
              run.detection("workflow_job.completed_at"),
              delivery.id()));
    }
    List<String> ended = endedSteps(body.steps());
    if (ended.isEmpty()) {
      return new Meaning.Irrelevant();
    }
    JobIdentity job = job(new RunFields(delivery, body));
    Detection seen = new Detection(delivery.source(), delivery.receivedAt(), delivery.receivedAt());
    return new Meaning.Ended(
        inPortions(ended).stream()
            .<JobEvent>map(steps -> new StepsCompleted(job, steps, seen, delivery.id()))
            .toList());
  }

  /// Action and status have been seen to disagree; either saying so means that the job is over.
  private static boolean isOver(BodyFields body) {
    return body.says("action", COMPLETED) || body.says(STATUS, COMPLETED);
  }

  private static JobIdentity job(RunFields run) {
    return new JobIdentity(
        run.id("repository.id"),
        run.repository(),
        run.id("workflow_job.run_id"),
        run.attempt("workflow_job.run_attempt"),
        run.id("workflow_job.id"));
  }

  private static List<List<String>> inPortions(List<String> names) {
    List<List<String>> portions = new ArrayList<>();
    int left = 0;
    for (String name : names) {
      int needed = JSON.quoteAsUTF8(name).length + SEPARATORS;
      if (needed > left) {
        portions.add(new ArrayList<>());
        left = LARGEST_PORTION;
      }
      portions.getLast().add(name);
      left -= needed;
    }
    return portions;
  }

  /// Names that all steps which bear them have done with: two steps may be called alike.
  private static List<String> endedSteps(List<StepFields> steps) {
    Set<String> ended = new LinkedHashSet<>();
    steps.stream().filter(StepFields::isCompleted).forEach(step -> ended.add(step.name()));
    steps.stream().filter(step -> !step.isCompleted()).forEach(step -> ended.remove(step.name()));
    return ended.stream()
        .filter(name -> Texts.isUsable(name) && !name.isBlank())
        .limit(MOST_STEPS)
        .toList();
  }
}
