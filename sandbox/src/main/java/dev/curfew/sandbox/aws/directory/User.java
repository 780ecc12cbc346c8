package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import java.util.regex.Pattern;

/// Somebody with a long-term access key.
public record User(
    String accountId,
    String name,
    String userId,
    String accessKeyId,
    Secret secretKey,
    NamedPolicy policy)
    implements Caller {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

  public User {
    if (!ACCOUNT.matcher(accountId).matches()) {
      throw new IllegalArgumentException("an account id has 12 digits: " + accountId);
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a user's name: " + name);
    }
  }

  static User create(String accountId, String name, NamedPolicy policy) {
    return new User(
        accountId,
        name,
        Identifiers.userId(),
        Identifiers.longTermAccessKeyId(),
        Identifiers.secretKey(),
        policy);
  }

  @Override
  public String arn(Partition partition) {
    return "arn:%s:iam::%s:user/%s".formatted(partition, accountId, name);
  }
}
