package dev.curfew.listener.webhook;

import dev.curfew.listener.delivery.Delivery;
import dev.curfew.listener.delivery.DeliveryIntake;
import dev.curfew.schemas.event.Detection;
import io.micrometer.core.instrument.MeterRegistry;
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

/// Where GitHub delivers. 202 means that nothing was lost: what mattered is on Kafka.
@Path("/webhooks/github")
public class WebhookResource {
  private static final Pattern GUID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final SignatureVerifier signatures;
  private final DeliveryIntake intake;
  private final MeterRegistry metrics;
  private final Clock clock;

  WebhookResource(
      SignatureVerifier signatures, DeliveryIntake intake, MeterRegistry metrics, Clock clock) {
    this.signatures = signatures;
    this.intake = intake;
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
      metrics.counter("curfew.webhook.refused").increment();
      throw HttpProblem.valueOf(
          Response.Status.UNAUTHORIZED, "the delivery's signature is missing or wrong");
    }
    if (event == null) {
      throw HttpProblem.valueOf(Response.Status.BAD_REQUEST, "X-GitHub-Event is missing");
    }
    return intake
        .take(new Delivery(event, plausible(id), body, clock.instant(), Detection.Source.WEBHOOK))
        .replaceWith(Response.accepted().build());
  }

  /// A GUID of GitHub's. It is outside the signature, so anything else is as good as none.
  private static @Nullable String plausible(@Nullable String id) {
    return id != null && GUID.matcher(id).matches() ? id : null;
  }

  private boolean signed(HttpHeaders headers, byte[] body) {
    List<String> signature = headers.getRequestHeader("X-Hub-Signature-256");
    return signature.size() == 1 && signatures.verifies(body, signature.getFirst());
  }
}
