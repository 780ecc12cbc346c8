package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Moment;
import dev.curfew.sandbox.aws.directory.Partition;
import dev.curfew.sandbox.aws.directory.Propagation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings callers and their policies before the evaluator.
public final class Authorizer {
  private final Propagation propagation;

  public Authorizer(Propagation propagation) {
    this.propagation = propagation;
  }

  /// A call on something that has no policy of its own.
  public Decision decide(Caller caller, Partition partition, String action, String resource) {
    return decide(caller, partition, action, resource, Map.of());
  }

  private Decision decide(
      Caller caller,
      Partition partition,
      String action,
      String resource,
      Map<String, String> besides) {
    Moment at = propagation.moment();
    RequestContext.Builder context = CallerContext.of(caller, partition, at.now());
    besides.forEach(context::put);
    return Evaluation.decide(
        layers(caller, at), new AccessRequest(action, resource, context.build()));
  }

  /// Lets the caller do this, or refuses.
  ///
  /// @param shown how a refusal calls the resource, which for roles is not its ARN
  /// @throws Refusal `AccessDenied`
  public void require(Authenticated by, String action, String resource, String shown) {
    require(by, action, resource, shown, Map.of());
  }

  /// As the other, for a call that brings condition keys of its own.
  ///
  /// @throws Refusal `AccessDenied`
  public void require(
      Authenticated by,
      String action,
      String resource,
      String shown,
      Map<String, String> conditionKeys) {
    Decision decision = decide(by.caller(), by.partition(), action, resource, conditionKeys);
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
    Moment at = propagation.moment();
    RequestContext context = CallerContext.of(by.caller(), by.partition(), at.now()).build();
    Decision decision =
        Evaluation.decideAssumption(
            layers(by.caller(), at),
            role.trust(),
            role.arn().accountId(),
            principal(by),
            new AccessRequest(action, role.arn().toString(), assumption.addTo(context)));
    if (!decision.allowed()) {
      throw refusal(by, action, role.arn().toString(), decision);
    }
  }

  private List<PolicyLayer> layers(Caller caller, Moment at) {
    return switch (caller) {
      case User user -> List.of(PolicyLayer.identity(List.of(user.policy())));
      case Session session -> {
        List<PolicyLayer> layers = new ArrayList<>();
        layers.add(PolicyLayer.identity(session.role().policies().asOf(at.enforced())));
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
