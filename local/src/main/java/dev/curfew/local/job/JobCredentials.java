package dev.curfew.local.job;

import java.time.Instant;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// What the issuer answered. Prints without what would let one use it.
public record JobCredentials(
    UUID credentialId, AwsSessionCredentials session, Instant expiration, String releaseToken) {

  public String accessKeyId() {
    return session.accessKeyId();
  }

  @Override
  public String toString() {
    return "JobCredentials[" + credentialId + ", " + accessKeyId() + "]";
  }
}
