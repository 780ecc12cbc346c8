package dev.curfew.revoker.aws;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/// IAM and STS clients, one of each for a partition. Region and endpoints come the SDK's own ways
/// (`AWS_REGION`, `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL_STS`, …). They have no credentials:
/// each request brings its own, which were found beforehand, off the event loop.
@Singleton
@Startup // a missing region must stop start-up, not the first revocation
class AwsClients {
  /// The SDK does not retry: what failed is planned anew, for by then more may have ended. Timeouts
  /// are off by default, which would let a write hang for minutes.
  private static final ClientOverrideConfiguration ONE_ATTEMPT =
      ClientOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(5))
          .apiCallAttemptTimeout(Duration.ofSeconds(5))
          .retryStrategy(AwsRetryStrategy.doNotRetry())
          .build();

  private final Region region = DefaultAwsRegionProviderChain.builder().build().getRegion();
  private final SdkAsyncHttpClient http = NettyNioAsyncHttpClient.create();
  private final Map<Partition, IamAsyncClient> iam = new ConcurrentHashMap<>();
  private final Map<Partition, StsAsyncClient> sts = new ConcurrentHashMap<>();

  IamAsyncClient iam(Partition partition) {
    return iam.computeIfAbsent(partition, this::newIam);
  }

  StsAsyncClient sts(Partition partition) {
    return sts.computeIfAbsent(partition, this::newSts);
  }

  private IamAsyncClient newIam(Partition partition) {
    return IamAsyncClient.builder()
        .region(partition.iam())
        .httpClient(http)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(ONE_ATTEMPT)
        .build();
  }

  private StsAsyncClient newSts(Partition partition) {
    return StsAsyncClient.builder()
        .region(partition.sts(region))
        .httpClient(http)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(ONE_ATTEMPT)
        .build();
  }

  @PreDestroy
  void close() {
    iam.values().forEach(IamAsyncClient::close);
    sts.values().forEach(StsAsyncClient::close);
    http.close();
  }
}
