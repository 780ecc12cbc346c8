package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// The answer as AWS's clients take it from a `credential_process`: a script that prints it is one
/// (AWS SDKs and Tools Reference Guide, «Process credential provider»). It has no release token,
/// for which they have no place.
///
/// @param version the form's
/// @param expiration RFC 3339: when they ask again
@JsonNaming(UpperCamelCaseStrategy.class)
record ProcessBody(
    int version,
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    String expiration) {

  static ProcessBody of(IssuedCredential issued) {
    return new ProcessBody(
        1,
        issued.credentials().accessKeyId(),
        issued.credentials().secretAccessKey(),
        issued.credentials().sessionToken(),
        issued.credentials().expiresAt().toString());
  }

  @Override
  public String toString() {
    return "ProcessBody[accessKeyId=" + accessKeyId + "]";
  }
}
