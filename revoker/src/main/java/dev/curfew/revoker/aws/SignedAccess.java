package dev.curfew.revoker.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/// A client, and the credentials that requests through it are to be signed with.
///
/// @param <C> `IamAsyncClient` or `StsAsyncClient`
public record SignedAccess<C>(C client, AwsCredentials credentials) {

  /// For a request's `overrideConfiguration`.
  public void sign(AwsRequestOverrideConfiguration.Builder request) {
    request.credentialsProvider(StaticCredentialsProvider.create(credentials));
  }

  /// Without the credentials.
  @Override
  public String toString() {
    return "SignedAccess[client=%s]".formatted(client);
  }
}
