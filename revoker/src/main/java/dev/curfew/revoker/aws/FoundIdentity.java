package dev.curfew.revoker.aws;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// An identity that the SDK finds, caches and renews. Its providers may block for that, on files
/// and on HTTP, so they are asked on the worker pool.
record FoundIdentity(AwsCredentialsProvider provider) implements Identity {

  @Override
  public Uni<AwsCredentials> credentials() {
    return Uni.createFrom()
        .item(provider::resolveCredentials)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  @Override
  public void forget(AwsCredentials credentials) {
    // The SDK's providers cannot be told.
  }
}
