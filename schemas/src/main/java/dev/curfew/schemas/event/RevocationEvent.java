package dev.curfew.schemas.event;

/// What the revoker did to a role. Keyed by role ARN.
public sealed interface RevocationEvent extends CurfewEvent
    permits CredentialRevoked,
        RevocationFailed,
        RevocationStalled,
        RevocationRecovered,
        CollateralDenied,
        DriftRepaired,
        CredentialOverdue {

  String roleArn();

  @Override
  default String partitionKey() {
    return roleArn();
  }
}
