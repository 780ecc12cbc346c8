package dev.curfew.revoker.aws;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/// IAM and STS clients. Region, credentials and endpoints come the SDK's own ways (`AWS_REGION`,
/// `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL_STS`, …).
@ApplicationScoped
class AwsClients {
  /// The SDK does not retry: what failed is planned anew, for by then more may have ended. Timeouts
  /// are off by default, which would let a write hang for minutes.
  private static final ClientOverrideConfiguration ONE_ATTEMPT =
      ClientOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(5))
          .apiCallAttemptTimeout(Duration.ofSeconds(5))
          .retryStrategy(AwsRetryStrategy.doNotRetry())
          .build();

  @Produces
  @Singleton
  @Startup // a missing region must stop start-up, not the first revocation
  IamAsyncClient iam() {
    return IamAsyncClient.builder().overrideConfiguration(ONE_ATTEMPT).build();
  }

  @Produces
  @Singleton
  StsAsyncClient sts() {
    return StsAsyncClient.builder().overrideConfiguration(ONE_ATTEMPT).build();
  }

  void close(@Disposes IamAsyncClient iam) {
    iam.close();
  }

  void close(@Disposes StsAsyncClient sts) {
    sts.close();
  }
}
