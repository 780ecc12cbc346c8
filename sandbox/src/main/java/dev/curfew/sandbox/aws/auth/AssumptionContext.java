package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.policy.RequestContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The condition keys that only `AssumeRole` brings. They are gone once the role is assumed, so
/// that no later decision can look at them.
///
/// @param tags passed in this call
public record AssumptionContext(
    String sessionName,
    Optional<String> externalId,
    Optional<String> sourceIdentity,
    Map<String, String> tags,
    Set<String> transitiveTagKeys) {
  public AssumptionContext {
    tags = Map.copyOf(tags);
    transitiveTagKeys = Set.copyOf(transitiveTagKeys);
  }

  RequestContext addTo(RequestContext caller) {
    RequestContext.Builder context =
        caller
            .with()
            .put("sts:RoleSessionName", sessionName)
            .putAll("aws:TagKeys", tags.keySet())
            .putAll("sts:TransitiveTagKeys", transitiveTagKeys);
    externalId.ifPresent(id -> context.put("sts:ExternalId", id));
    sourceIdentity.ifPresent(id -> context.put("sts:SourceIdentity", id));
    tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
    return context.build();
  }
}
