package dev.curfew.revoker.enforcement.iam;

import dev.curfew.revoker.aws.AccountUnreachableException;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What AWS's errors mean for a role. Codes are those of
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html> and of each action.
final class Refusals {
  /// Client errors that pass: seen in the wild, and not all of them in the service model.
  private static final Set<String> PASSING =
      Set.of(
          "ConcurrentModification",
          "ConcurrentModificationException",
          "EntityTemporarilyUnmodifiable");

  private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");

  private Refusals() {}

  static PolicyWriteException translated(String roleArn, Throwable e) {
    if (e instanceof PolicyWriteException known) {
      return known;
    }
    if (e instanceof AccountUnreachableException unreachable) {
      return unreachable(roleArn, unreachable);
    }
    return e instanceof AwsServiceException said
        ? new PolicyWriteException(kind(said), code(said), roleArn, e)
        : new PolicyWriteException(Kind.TRANSIENT, e.getClass().getSimpleName(), roleArn, e);
  }

  /// Whatever STS has against us, the role's policies are not to be had. Its rates are not IAM's.
  private static PolicyWriteException unreachable(String roleArn, AccountUnreachableException e) {
    return e.reason()
        .map(reason -> {
          boolean passes =
              !(reason instanceof AwsServiceException said)
                  || kind(said) == Kind.TRANSIENT
                  || kind(said) == Kind.THROTTLED;
          String code =
              reason instanceof AwsServiceException said
                  ? code(said)
                  : reason.getClass().getSimpleName();
          return new PolicyWriteException(
              passes ? Kind.TRANSIENT : Kind.FORBIDDEN, e.step() + "." + code, roleArn, e);
        })
        .orElseGet(() -> new PolicyWriteException(Kind.FORBIDDEN, e.step(), roleArn, e));
  }

  private static Kind kind(AwsServiceException said) {
    if (said.isThrottlingException()) {
      return Kind.THROTTLED;
    }
    if (said.statusCode() >= 500 || PASSING.contains(code(said)) || EXPIRED.contains(code(said))) {
      return Kind.TRANSIENT;
    }
    return switch (code(said)) {
      case "LimitExceeded" -> Kind.NO_SPACE;
      case "NoSuchEntity" -> Kind.GONE;
      case "UnmodifiableEntity" -> Kind.UNMODIFIABLE;
      default ->
          said.statusCode() == 401 || said.statusCode() == 403 ? Kind.FORBIDDEN : Kind.INVALID;
    };
  }

  /// Whether other credentials of the same identity could help.
  static boolean isAboutCredentials(AwsServiceException said) {
    return EXPIRED.contains(code(said)) || code(said).equals("InvalidClientTokenId");
  }

  private static String code(AwsServiceException said) {
    String code = said.awsErrorDetails() == null ? null : said.awsErrorDetails().errorCode();
    return code == null ? String.valueOf(said.statusCode()) : code;
  }
}
