package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;

import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.schemas.event.CredentialIssued;

/// What is handed out, with the record of it.
///
/// @param release by which it can be given back
record IssuedCredential(
    CredentialIssued record, SessionCredentials credentials, ReleaseToken release) {
  IssuedCredential {
    requireNonNull(record, "record");
    requireNonNull(credentials, "credentials");
    requireNonNull(release, "release");
  }
}
