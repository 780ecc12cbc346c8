package dev.curfew.local.load;

import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.aws.policy.Decision;
import dev.curfew.schemas.event.CredentialIssued;

/// What the stand-in's evaluator says to a session that calls AWS now.
public enum Verdict {
  ALLOWED,
  DENIED,
  /// No policy allows what every job may: something else than a deny is wrong.
  NEITHER;

  public static Verdict of(AwsSandbox aws, CredentialIssued session) {
    return switch (aws.evaluate(session.accessKeyId(), "iam:ListAccountAliases", "*")) {
      case Decision.Allowed() -> ALLOWED;
      case Decision.ExplicitlyDenied _ -> DENIED;
      case Decision.NotAllowed _ -> NEITHER;
    };
  }
}
