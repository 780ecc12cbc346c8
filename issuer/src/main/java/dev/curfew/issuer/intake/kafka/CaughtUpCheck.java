package dev.curfew.issuer.intake.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Not ready before the topics are read, nor while they are not. A bean of its own: `@Readiness` is
/// a qualifier.
@Readiness
@ApplicationScoped
class CaughtUpCheck implements HealthCheck {
  private final CaughtUp caughtUp;

  CaughtUpCheck(CaughtUp caughtUp) {
    this.caughtUp = caughtUp;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("caught up with Kafka").status(caughtUp.isCaughtUp());
    Channels.topics()
        .values()
        .forEach(topic -> response.withData(topic.topicName(), caughtUp.isCaughtUpWith(topic)));
    return response.build();
  }
}
