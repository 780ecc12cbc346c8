package dev.curfew.schemas.event;

import java.util.UUID;

/// A credential's own life: handed out, given back. Keyed by run, as the jobs are.
public sealed interface CredentialEvent extends CurfewEvent
    permits CredentialIssued, CredentialReleased {

  UUID credentialId();

  JobIdentity job();

  @Override
  default String partitionKey() {
    return job().run().partitionKey();
  }
}
