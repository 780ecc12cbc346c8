package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/// The answer as it goes over HTTP: here and in [ProcessBody] secrets leave.
///
/// @param expiration RFC 3339, in UTC
/// @param releaseToken ends the credential, at `/release`
@JsonNaming(SnakeCaseStrategy.class)
record CredentialBody(
    UUID credentialId,
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    String expiration,
    String releaseToken) {

  static CredentialBody of(IssuedCredential issued) {
    return new CredentialBody(
        issued.record().credentialId(),
        issued.credentials().accessKeyId(),
        issued.credentials().secretAccessKey(),
        issued.credentials().sessionToken(),
        issued.credentials().expiresAt().toString(),
        issued.release().value());
  }

  @Override
  public String toString() {
    return "CredentialBody[credentialId=" + credentialId + "]";
  }
}
