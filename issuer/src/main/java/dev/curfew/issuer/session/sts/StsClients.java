package dev.curfew.issuer.session.sts;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/// The STS client. Region, credentials and endpoint come the AWS SDK's own ways (`AWS_REGION`,
/// `AWS_ENDPOINT_URL_STS`, …).
@ApplicationScoped
class StsClients {
  /// Both are off by default in the SDK, which would let a request hang for minutes.
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  @Produces
  @Singleton
  @Startup // a missing region must stop start-up, not the first request
  StsAsyncClient sts() {
    return StsAsyncClient.builder()
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL)
                .apiCallAttemptTimeout(ATTEMPT)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                .build())
        .build();
  }

  void close(@Disposes StsAsyncClient sts) {
    sts.close();
  }
}
