package dev.curfew.revoker.aws;

import io.smallrye.mutiny.Uni;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Whom the revoker calls an account as.
interface Identity {

  /// Credentials that have not expired, never resolved on the caller's thread if that could block.
  Uni<AwsCredentials> credentials();

  /// AWS does not take these any more.
  void forget(AwsCredentials credentials);
}
