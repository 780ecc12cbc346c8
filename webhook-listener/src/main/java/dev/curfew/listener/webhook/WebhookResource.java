package dev.curfew.listener.webhook;

import static dev.curfew.schemas.LogKeys.DELIVERY;
import static dev.curfew.schemas.LogKeys.EVENT;
import static dev.curfew.schemas.LogKeys.JOB;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.REPOSITORY;

import dev.curfew.listener.publication.Publisher;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.wire.DeadLetters;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where GitHub delivers. 202 means that nothing was lost: what mattered is on Kafka.
@Path("/webhooks/github")
public class WebhookResource {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookResource.class);
  private static final String CHANNEL = "github-webhook";
  private static final Pattern GUID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final SignatureVerifier signatures;
  private final Publisher publisher;
  private final DeliveryMetrics metrics;
  private final Clock clock;

  WebhookResource(
      SignatureVerifier signatures, Publisher publisher, DeliveryMetrics metrics, Clock clock) {
    this.signatures = signatures;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Takes one delivery in.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @NonBlocking
  public Uni<Response> deliver(
      @Context HttpHeaders headers,
      @HeaderParam("X-GitHub-Event") @Nullable String event,
      @HeaderParam("X-GitHub-Delivery") @Nullable String id,
      byte[] body) {
    if (!signed(headers, body)) {
      metrics.refused();
      throw HttpProblem.valueOf(
          Response.Status.UNAUTHORIZED, "the delivery's signature is missing or wrong");
    }
    if (event == null) {
      throw HttpProblem.valueOf(Response.Status.BAD_REQUEST, "X-GitHub-Event is missing");
    }
    Delivery delivery = new Delivery(event, plausible(id), body, clock.instant());
    return act(delivery, DeliveryReader.read(delivery)).replaceWith(Response.accepted().build());
  }

  /// A GUID of GitHub's. It is outside the signature, so anything else is as good as none.
  private static @Nullable String plausible(@Nullable String id) {
    return id != null && GUID.matcher(id).matches() ? id : null;
  }

  private boolean signed(HttpHeaders headers, byte[] body) {
    List<String> signature = headers.getRequestHeader("X-Hub-Signature-256");
    return signature.size() == 1 && signatures.verifies(body, signature.getFirst());
  }

  private Uni<Void> act(Delivery delivery, Meaning meaning) {
    return switch (meaning) {
      case Meaning.Ended(JobEvent event) ->
          publisher.publish(event).invoke(() -> accepted(delivery, event));
      case Meaning.Irrelevant() -> {
        metrics.ignored(delivery.event());
        yield Uni.createFrom().voidItem();
      }
      case Meaning.Unusable(String detail) ->
          publisher.publish(deadLetter(delivery, detail)).invoke(() -> buried(delivery, detail));
    };
  }

  private void accepted(Delivery delivery, JobEvent event) {
    metrics.accepted(delivery.event());
    LOG.atInfo()
        .addKeyValue(REPOSITORY, event.run().repository())
        .addKeyValue(JOB, event instanceof JobCompleted completed ? completed.job().jobId() : "all")
        .addKeyValue(DELIVERY, delivery.id())
        .log("job ended");
  }

  private void buried(Delivery delivery, String detail) {
    metrics.unusable(delivery.event());
    LOG.atWarn()
        .addKeyValue(EVENT, delivery.event())
        .addKeyValue(DELIVERY, delivery.id())
        .addKeyValue(REASON, detail)
        .log("delivery buried as a dead letter");
  }

  private static DeadLetter deadLetter(Delivery delivery, String detail) {
    String reference = delivery.id() == null ? "unnamed" : delivery.id();
    return DeadLetters.of(
        DeadLetter.Reason.UNUSABLE_BODY,
        detail,
        new DeadLetter.Origin(CHANNEL, reference, null),
        delivery.body(),
        delivery.receivedAt());
  }
}
