package dev.curfew.sandbox.aws.policy;

/// A document that AWS would not store; the reason is as AWS would give it.
public final class MalformedPolicyException extends Exception {

  private final String reason;

  MalformedPolicyException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
