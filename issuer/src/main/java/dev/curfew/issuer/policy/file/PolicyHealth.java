package dev.curfew.issuer.policy.file;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells of a broken edit. It is no reason to be down: the last good policy is in force.
@Readiness
class PolicyHealth implements HealthCheck {
  private final PolicyFile policy;

  PolicyHealth(PolicyFile policy) {
    this.policy = policy;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("policy")
        .up()
        .withData("file", policy.trouble().orElse("in force"))
        .build();
  }
}
