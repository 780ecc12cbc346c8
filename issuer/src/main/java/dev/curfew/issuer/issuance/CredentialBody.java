package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/// The answer as it goes over HTTP: the one place where a secret leaves.
///
/// @param expiration RFC 3339, in UTC
@JsonNaming(SnakeCaseStrategy.class)
record CredentialBody(
    UUID credentialId,
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    String expiration) {

  static CredentialBody of(IssuedCredential issued) {
    return new CredentialBody(
        issued.record().credentialId(),
        issued.credentials().accessKeyId(),
        issued.credentials().secretAccessKey(),
        issued.credentials().sessionToken(),
        issued.credentials().expiresAt().toString());
  }

  @Override
  public String toString() {
    return "CredentialBody[credentialId=" + credentialId + "]";
  }
}
