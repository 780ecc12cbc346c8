package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;

import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.schemas.event.CredentialIssued;

/// What is handed out, with the record of it.
record IssuedCredential(CredentialIssued record, SessionCredentials credentials) {
  IssuedCredential {
    requireNonNull(record, "record");
    requireNonNull(credentials, "credentials");
  }
}
