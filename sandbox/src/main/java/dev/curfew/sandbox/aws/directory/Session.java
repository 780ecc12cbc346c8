package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import java.time.Instant;
import java.util.Optional;

/// What `AssumeRole` made, with the credentials it handed out.
///
/// @param issuedAt a whole second, `aws:TokenIssueTime`
/// @param expiresAt from then on it is refused
public record Session(
    Role role,
    String name,
    String accessKeyId,
    Secret secretKey,
    Secret token,
    Instant issuedAt,
    Instant expiresAt,
    SessionAttributes attributes,
    Optional<NamedPolicy> policy)
    implements Caller {

  public boolean isAlive(Instant now) {
    return now.isBefore(expiresAt);
  }

  @Override
  public String accountId() {
    return role.arn().accountId();
  }

  @Override
  public String userId() {
    return role.id() + ":" + name;
  }

  /// Its role's partition is the only one it is good in. The role's path is not part of it.
  @Override
  public String arn(Partition partition) {
    return arn();
  }

  public String arn() {
    RoleArn arn = role.arn();
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(arn.partition(), arn.accountId(), arn.name(), name);
  }
}
