package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Partition;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.directory.Session;
import dev.curfew.sandbox.aws.directory.User;
import dev.curfew.sandbox.aws.policy.AccessRequest;
import dev.curfew.sandbox.aws.policy.Decision;
import dev.curfew.sandbox.aws.policy.Evaluation;
import dev.curfew.sandbox.aws.policy.PolicyLayer;
import dev.curfew.sandbox.aws.policy.Principal;
import dev.curfew.sandbox.aws.policy.RequestContext;
import dev.curfew.sandbox.aws.wire.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Brings callers and their policies before the evaluator.
public final class Authorizer {
  private final Clock clock;
  private final Supplier<Duration> lag;

  /// Decides by the policies of that clock's now.
  ///
  /// @param lag how far what is enforced is behind what was written
  public Authorizer(Clock clock, Supplier<Duration> lag) {
    this.clock = clock;
    this.lag = lag;
  }

  /// A call on something that has no policy of its own.
  public Decision decide(Caller caller, Partition partition, String action, String resource) {
    Instant now = clock.instant();
    return Evaluation.decide(
        layers(caller, now),
        new AccessRequest(action, resource, CallerContext.of(caller, partition, now)));
  }

  /// Lets the caller do this, or refuses.
  ///
  /// @param shown how a refusal calls the resource, which for roles is not its ARN
  /// @throws Refusal `AccessDenied`
  public void require(Authenticated by, String action, String resource, String shown) {
    Decision decision = decide(by.caller(), by.partition(), action, resource);
    if (!decision.allowed()) {
      throw refusal(by, action, shown, decision);
    }
  }

  /// One of the actions that assuming a role takes.
  ///
  /// @param assumption the condition keys that only `AssumeRole` brings
  /// @throws Refusal `AccessDenied`
  public void requireAssumption(
      Authenticated by, String action, Role role, AssumptionContext assumption) {
    Instant now = clock.instant();
    RequestContext context = CallerContext.of(by.caller(), by.partition(), now);
    Decision decision =
        Evaluation.decideAssumption(
            layers(by.caller(), now),
            role.trust(),
            role.arn().accountId(),
            principal(by),
            new AccessRequest(action, role.arn().toString(), assumption.addTo(context)));
    if (!decision.allowed()) {
      throw refusal(by, action, role.arn().toString(), decision);
    }
  }

  private List<PolicyLayer> layers(Caller caller, Instant now) {
    return switch (caller) {
      case User user -> List.of(PolicyLayer.identity(List.of(user.policy())));
      case Session session -> {
        List<PolicyLayer> layers = new ArrayList<>();
        layers.add(PolicyLayer.identity(session.role().policies().asOf(now.minus(lag.get()))));
        session.policy().map(PolicyLayer::session).ifPresent(layers::add);
        yield layers;
      }
    };
  }

  private static Principal principal(Authenticated by) {
    return switch (by.caller()) {
      case User user -> new Principal(user.accountId(), by.arn(), user.userId(), Optional.empty());
      case Session session ->
          new Principal(
              session.accountId(),
              session.role().arn().toString(),
              session.role().id(),
              Optional.of(session.arn()));
    };
  }

  private static Refusal refusal(Authenticated by, String action, String shown, Decision decision) {
    return Refusal.accessDenied(
        "User: %s is not authorized to perform: %s on resource: %s %s"
            .formatted(by.arn(), action, shown, decision.reason(action)));
  }
}
