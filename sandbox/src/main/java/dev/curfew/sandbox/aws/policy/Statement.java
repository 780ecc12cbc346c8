package dev.curfew.sandbox.aws.policy;

import java.util.List;

/// @param label the `Sid`, or the statement's place where it has none
/// @param principals whom a trust policy's statement is about; nobody in other policies, which are
///   about whoever they are attached to
record Statement(
    String label,
    Effect effect,
    TrustedPrincipals principals,
    Scope actions,
    Scope resources,
    List<Condition> conditions) {
  Statement {
    conditions = List.copyOf(conditions);
  }

  /// @throws NotEmulatedException where the statement covers the request and has a key of which the
  ///   stand-in cannot know the value, even if another condition fails
  boolean matches(AccessRequest request, String policy) {
    if (!actions.coversAction(request.action()) || !resources.covers(request.resource())) {
      return false;
    }
    for (Condition condition : conditions) {
      if (!ContextKeys.emulated(condition.key())) {
        throw new NotEmulatedException(
            "condition key %s in %s of policy %s".formatted(condition.key(), label, policy));
      }
    }
    return conditions.stream().allMatch(condition -> condition.holds(request.context()));
  }
}
