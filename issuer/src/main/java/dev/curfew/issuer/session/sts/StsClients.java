package dev.curfew.issuer.session.sts;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/// The STS client. Region, credentials and endpoint come the AWS SDK's own ways (`AWS_REGION`,
/// `AWS_ENDPOINT_URL_STS`, …).
@Singleton
class StsClients {
  /// Both are off by default in the SDK, which would let a request hang for minutes.
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  /// STS takes a tenth of a second where it is far away: for 1,000 requests in each.
  private static final int MOST_AT_ONCE = 100;

  /// Ends attempts that take too long, and begins others: nothing that takes time.
  private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);

  @Produces
  @Singleton
  @Startup // a missing region must stop start-up, not the first request
  StsAsyncClient sts(@MainEventLoopGroup EventLoopGroup threads) {
    return StsAsyncClient.builder()
        .httpClientBuilder(on(threads))
        // Whatever follows is done there too: it waits for nothing.
        .asyncConfiguration(a ->
            a.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL)
                .apiCallAttemptTimeout(ATTEMPT)
                .scheduledExecutorService(timer)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                .build())
        .build();
  }

  /// The threads that there are anyway, in place of as many of the SDK's own.
  private static SdkAsyncHttpClient.Builder<?> on(EventLoopGroup threads) {
    return NettyNioAsyncHttpClient.builder()
        .maxConcurrency(MOST_AT_ONCE)
        .eventLoopGroup(SdkEventLoopGroup.create(threads, NioSocketChannel::new));
  }

  void close(@Disposes StsAsyncClient sts) {
    sts.close();
    timer.shutdown();
  }
}
