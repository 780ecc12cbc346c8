package dev.curfew.schemas.event;

import java.util.UUID;

/// A credential's own life: handed out, given back; or not handed out. Keyed by run, as the jobs
/// are.
public sealed interface CredentialEvent extends CurfewEvent
    permits CredentialIssued, CredentialReleased, IssuanceRefused {

  UUID credentialId();

  RunIdentity run();

  @Override
  default String partitionKey() {
    return run().partitionKey();
  }
}
