package dev.curfew.issuer.policy.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// GitHub's claims (docs.github.com, «OpenID Connect reference»; `claims_supported` of its issuer),
/// as conditions see them.
///
/// GitHub writes all but times as strings, numbers and truth values too; a platform that writes
/// numbers is read as if it had. What has neither form is not there.
final class Claims {
  private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");

  static final ImmutableMap<String, CelType> TYPES =
      Stream.concat(
              TIMES.stream(),
              Stream.of(
                  "actor",
                  "actor_id",
                  "base_ref",
                  "check_run_id",
                  "enterprise",
                  "enterprise_id",
                  "environment",
                  "environment_node_id",
                  "event_name",
                  "head_ref",
                  "iss",
                  "issuer_scope",
                  "job_workflow_ref",
                  "job_workflow_sha",
                  "jti",
                  "ref",
                  "ref_protected",
                  "ref_type",
                  "repository",
                  "repository_id",
                  "repository_owner",
                  "repository_owner_id",
                  "repository_visibility",
                  "run_attempt",
                  "run_id",
                  "run_number",
                  "runner_environment",
                  "sha",
                  "workflow",
                  "workflow_ref",
                  "workflow_sha"))
          .collect(
              ImmutableMap.toImmutableMap(
                  name -> name,
                  name -> TIMES.contains(name) ? SimpleType.TIMESTAMP : SimpleType.STRING));

  /// GitHub's longest hold two names and a path. A longer one is not there: it would cost.
  private static final int LONGEST = 1_024;

  private Claims() {}

  static Map<String, Object> of(Map<String, Object> claims) {
    Map<String, Object> typed = new HashMap<>();
    for (String name : TYPES.keySet()) {
      Object value = TIMES.contains(name) ? time(claims.get(name)) : text(claims.get(name));
      if (value != null) {
        typed.put(name, value);
      }
    }
    return typed;
  }

  /// Why there is no such claim.
  static Optional<String> hint(String name) {
    return switch (name) {
      case "sub" ->
          Optional.of("each repository makes its own form of it; use the claims it is made of");
      case "aud" -> Optional.of("it is the issuer's own in every token that comes here");
      default -> Optional.empty();
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    String text =
        switch (value) {
          case String string -> string;
          case Integer number -> number.toString();
          case Long number -> number.toString();
          case Boolean truth -> truth.toString();
          case null, default -> null;
        };
    return text == null || text.length() > LONGEST ? null : text;
  }

  private static @Nullable Instant time(@Nullable Object value) {
    return switch (value) {
      case Date date -> date.toInstant();
      case Integer seconds -> Instant.ofEpochSecond(seconds);
      case Long seconds when seconds >= 0 && seconds < 1L << 35 -> Instant.ofEpochSecond(seconds);
      case null, default -> null;
    };
  }
}
