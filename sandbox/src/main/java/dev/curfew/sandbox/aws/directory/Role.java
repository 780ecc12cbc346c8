package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// All but its policies is fixed when a role is created.
///
/// @param id `AROA…`; a role that is created again under its old name has another
/// @param tags session tags of the same key go before them
public record Role(
    RoleArn arn,
    String id,
    NamedPolicy trust,
    Duration maxSessionDuration,
    String description,
    Map<String, String> tags,
    Instant createdAt,
    PolicyHistory policies) {
  /// Where the roles stand that AWS's services make for themselves, and that nobody else may
  /// change.
  public static final String SERVICE_LINKED_PATH = "/aws-service-role/";

  public Role {
    tags = Map.copyOf(tags);
  }

  public boolean serviceLinked() {
    return arn.path().startsWith(SERVICE_LINKED_PATH);
  }

  public static Role create(
      RoleArn arn,
      NamedPolicy trust,
      Duration maxSessionDuration,
      String description,
      Map<String, String> tags,
      Instant now) {
    return new Role(
        arn,
        Identifiers.roleId(),
        trust,
        maxSessionDuration,
        description,
        tags,
        now,
        new PolicyHistory());
  }
}
