package dev.curfew.sandbox.aws.policy;

/// A document that AWS would not store; the message is the reason as AWS would give it.
public final class MalformedPolicyException extends Exception {

  MalformedPolicyException(String reason) {
    super(reason);
  }
}
