package dev.curfew.sandbox.aws.auth;

/// What a signature is good for.
///
/// @param date `yyyyMMdd`
/// @param service as in `sts`
public record CredentialScope(String date, String region, String service) {

  @Override
  public String toString() {
    return "%s/%s/%s/aws4_request".formatted(date, region, service);
  }
}
