package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Partition;
import dev.curfew.sandbox.aws.directory.Session;
import dev.curfew.sandbox.aws.directory.User;
import dev.curfew.sandbox.aws.policy.RequestContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The condition keys that every call brings along:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>.
final class CallerContext {
  private CallerContext() {}

  static RequestContext.Builder of(Caller caller, Partition partition, Instant now) {
    RequestContext.Builder context =
        RequestContext.builder()
            .put("aws:CurrentTime", now.toString())
            .put("aws:EpochTime", Long.toString(now.getEpochSecond()))
            .put("aws:PrincipalAccount", caller.accountId())
            .put("aws:userid", caller.userId());
    switch (caller) {
      // No aws:TokenIssueTime: long-term keys were not issued by STS.
      case User user ->
          context
              .put("aws:PrincipalType", "User")
              .put("aws:PrincipalArn", user.arn(partition))
              .put("aws:username", user.name());
      case Session session -> addSession(context, session);
    }
    return context;
  }

  private static void addSession(RequestContext.Builder context, Session session) {
    context
        .put("aws:PrincipalType", "AssumedRole")
        // The role's ARN with its path, not the session's.
        .put("aws:PrincipalArn", session.role().arn().toString())
        .put("aws:TokenIssueTime", session.issuedAt().toString());
    session.attributes().sourceIdentity().ifPresent(id -> context.put("aws:SourceIdentity", id));
    Map<String, String> tags = new LinkedHashMap<>(session.role().tags());
    session.attributes().tags().forEach((key, value) -> override(tags, key, value));
    tags.forEach((key, value) -> context.put("aws:PrincipalTag/" + key, value));
  }

  /// A session tag goes before the role's tag of the same key, whatever the case of either.
  private static void override(Map<String, String> tags, String key, String value) {
    tags.keySet().removeIf(key::equalsIgnoreCase);
    tags.put(key, value);
  }
}
