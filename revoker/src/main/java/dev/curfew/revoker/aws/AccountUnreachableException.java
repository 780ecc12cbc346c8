package dev.curfew.revoker.aws;

import java.util.Optional;

/// The revoker has no credentials for an account.
public final class AccountUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String step;

  private AccountUnreachableException(String step, String message, Throwable cause) {
    super(message, cause);
    this.step = step;
  }

  private AccountUnreachableException(String step, String message) {
    super(message);
    this.step = step;
  }

  static AccountUnreachableException notAssumed(RoleArn accountRole, Throwable cause) {
    return new AccountUnreachableException(
        "AssumeRole", "role %s not assumed".formatted(accountRole), cause);
  }

  static AccountUnreachableException unknownSelf(Throwable cause) {
    return new AccountUnreachableException("GetCallerIdentity", "own account not learnt", cause);
  }

  static AccountUnreachableException notListed(RoleArn role) {
    return new AccountUnreachableException(
        "AccountNotListed",
        "account %s is neither listed nor the revoker's own".formatted(role.accountId()));
  }

  /// What failed: a call, or `AccountNotListed`, which has no cause.
  public String step() {
    return step;
  }

  /// Why the call failed.
  public Optional<Throwable> reason() {
    return Optional.ofNullable(getCause());
  }
}
