package dev.curfew.sandbox.aws.sts;

import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Session;
import dev.curfew.sandbox.aws.directory.SessionAttributes;
import dev.curfew.sandbox.aws.directory.User;
import dev.curfew.sandbox.aws.wire.Refusal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a session that is assumed from another takes over: tags whose keys were marked transitive,
/// and the source identity, which a chain can never change:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining>.
record Inheritance(SessionAttributes from) {

  static Inheritance of(Caller caller) {
    return switch (caller) {
      case User _ -> new Inheritance(SessionAttributes.NONE);
      case Session session -> new Inheritance(session.attributes());
    };
  }

  /// @throws Refusal where the request would change what it inherits
  SessionAttributes passOnTo(AssumeRoleRequest request) {
    if (from.sourceIdentity().isPresent()
        && request.sourceIdentity().isPresent()
        && !from.sourceIdentity().equals(request.sourceIdentity())) {
      throw Refusal.accessDenied(
          "The source identity of the calling session is set and cannot be changed.");
    }
    Map<String, String> tags = new LinkedHashMap<>(from.transitiveTags());
    request.tags().forEach((key, value) -> add(tags, key, value));
    Set<String> transitive = new HashSet<>(from.transitiveKeys());
    transitive.addAll(request.transitiveTagKeys());
    return new SessionAttributes(
        tags, transitive, from.sourceIdentity().or(request::sourceIdentity));
  }

  private void add(Map<String, String> tags, String key, String value) {
    if (from.transitiveKeys().stream().anyMatch(key::equalsIgnoreCase)) {
      throw new Refusal(
          400,
          "InvalidParameterValue",
          "One of the specified transitive tag keys can't be set because it conflicts with a"
              + " transitive tag key from the calling session.");
    }
    tags.put(key, value);
  }
}
