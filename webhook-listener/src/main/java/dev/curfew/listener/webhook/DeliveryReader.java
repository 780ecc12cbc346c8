package dev.curfew.listener.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.curfew.listener.webhook.WorkflowJobBody.Repository;
import dev.curfew.listener.webhook.WorkflowJobBody.WorkflowJob;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Finds out what a delivery means. Bodies are signed and still trusted in nothing: whatever one
/// holds, there is an answer.
final class DeliveryReader {
  private static final ObjectReader BODY =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(WorkflowJobBody.class);

  /// Before there was GitHub, or well after now, nothing ended.
  private static final Instant EARLIEST = Instant.parse("2008-01-01T00:00:00Z");

  private static final Duration LEAD = Duration.ofDays(1);

  private DeliveryReader() {}

  static Meaning read(Delivery delivery) {
    if (!delivery.event().equals("workflow_job")) {
      return new Meaning.Irrelevant();
    }
    WorkflowJobBody body;
    try {
      body = BODY.readValue(delivery.body());
    } catch (JsonProcessingException e) {
      return new Meaning.Unusable("body is not the JSON of a workflow_job event");
    } catch (IOException e) {
      return new Meaning.Unusable("body is not readable as UTF-8");
    }
    if (body == null) {
      return new Meaning.Unusable("body is null");
    }
    return body.saysCompleted() ? ended(delivery, body) : new Meaning.Irrelevant();
  }

  private static Meaning ended(Delivery delivery, WorkflowJobBody body) {
    WorkflowJob job = body.workflowJob();
    Repository repository = body.repository();
    if (job == null || repository == null) {
      return new Meaning.Unusable("workflow_job or repository is missing");
    }
    if (job.id() == null
        || job.runId() == null
        || repository.id() == null
        || repository.fullName() == null) {
      return new Meaning.Unusable("an id of the job, its run or its repository is missing");
    }
    try {
      return new Meaning.Ended(
          new JobCompleted(
              new JobIdentity(
                  repository.id(), repository.fullName(), job.runId(), attempt(job), job.id()),
              job.conclusion(),
              job.headSha(),
              new Detection(
                  Detection.Source.WEBHOOK,
                  parsed(job.completedAt(), delivery.receivedAt()),
                  delivery.receivedAt()),
              delivery.id()));
    } catch (IllegalArgumentException e) {
      return new Meaning.Unusable("an id of the job, its run or its repository is impossible");
    }
  }

  /// Servers that knew no re-runs sent no attempt. The job's id decides in any case.
  private static int attempt(WorkflowJob job) {
    return job.runAttempt() == null ? 1 : job.runAttempt();
  }

  private static Instant parsed(@Nullable String time, Instant otherwise) {
    if (time == null) {
      return otherwise;
    }
    try {
      Instant told = OffsetDateTime.parse(time).toInstant();
      return told.isBefore(EARLIEST) || told.isAfter(otherwise.plus(LEAD)) ? otherwise : told;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
