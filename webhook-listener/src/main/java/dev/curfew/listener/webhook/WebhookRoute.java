package dev.curfew.listener.webhook;

import static dev.curfew.schemas.LogKeys.DELIVERY;
import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.listener.delivery.Delivery;
import dev.curfew.listener.delivery.DeliveryIntake;
import dev.curfew.listener.delivery.ForeignSubjectException;
import dev.curfew.schemas.event.Detection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where GitHub delivers. 202 means that nothing was lost: what mattered is on Kafka.
@ApplicationScoped
class WebhookRoute {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoute.class);
  private static final String PATH = "/webhooks/github";
  private static final String PING = "ping";

  /// Before Quarkus' own handlers: nobody else shall read bodies, or bound them.
  static final int FIRST = -1_000_000;

  /// Of the heap that bodies may take; the rest is for what is made of them, and for all else.
  private static final int SHARE = 3;

  private final WebhookSettings settings;
  private final HookSecrets secrets;
  private final DeliveryIntake intake;
  private final Answers answers;
  private final Vertx vertx;
  private final Clock clock;
  private final Semaphore bytesLeft;
  private final Semaphore waitingLeft;

  WebhookRoute(
      WebhookSettings settings, DeliveryIntake intake, Answers answers, Vertx vertx, Clock clock) {
    this.settings = settings;
    this.secrets = HookSecrets.of(settings);
    this.intake = intake;
    this.answers = answers;
    this.vertx = vertx;
    this.clock = clock;
    long share = Runtime.getRuntime().maxMemory() / SHARE;
    this.bytesLeft =
        new Semaphore(Math.toIntExact(Math.min(settings.bodies().asLongValue(), share)));
    if (settings.waiting() < 1) {
      throw new IllegalArgumentException("curfew.listener.webhook.waiting must be 1 at least");
    }
    this.waitingLeft = new Semaphore(settings.waiting());
  }

  void mount(@Observes Router router) {
    if (settings.enabled()) {
      router.post(PATH).order(FIRST).handler(this::receive);
    }
  }

  private void receive(RoutingContext context) {
    HttpServerRequest request = context.request();
    try {
      receive(request, DeliveryHead.of(request.headers()));
    } catch (RefusedException e) {
      answers.refused(request, e.problem());
    }
  }

  private void receive(HttpServerRequest request, DeliveryHead head) {
    BodyBuffer buffer = new BodyBuffer(bytesLeft, head.length());
    new Reception(request, head, secrets.begin(head.target()), buffer, vertx)
        .body(settings.bodyTimeout())
        .chain(body -> take(head, body))
        .onTermination()
        .invoke(buffer::release)
        .subscribe()
        .with(_ -> answer(request, head), failure -> fail(request, head, failure));
  }

  private Uni<Void> take(DeliveryHead head, byte[] body) {
    if (head.event().equals(PING)) {
      return Uni.createFrom().voidItem();
    }
    if (!waitingLeft.tryAcquire()) {
      return Uni.createFrom().failure(new RefusedException(Problem.BUSY));
    }
    return intake
        .take(
            new Delivery(
                head.event(),
                head.id(),
                body,
                clock.instant(),
                Detection.Source.WEBHOOK,
                secrets.sender(head.target())))
        .onTermination()
        .invoke(() -> waitingLeft.release());
  }

  private void answer(HttpServerRequest request, DeliveryHead head) {
    if (head.event().equals(PING)) {
      answers.pong(request);
    } else {
      answers.accepted(request);
    }
  }

  private void fail(HttpServerRequest request, DeliveryHead head, Throwable failure) {
    if (failure instanceof RefusedException refused) {
      answers.refused(request, refused.problem());
      return;
    }
    LOG.atWarn()
        .addKeyValue(DELIVERY, head.id())
        .addKeyValue(ERROR, failure.getMessage())
        .log("delivery not taken in");
    answers.refused(
        request, failure instanceof ForeignSubjectException ? Problem.FOREIGN : Problem.BUSY);
  }
}
