package dev.curfew.revoker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

class IdentityTest {
  private static final AwsCredentials KEY = AwsBasicCredentials.create("AKIA", "secret");

  @Test
  void aProviderThatBlocksDoesNotBlockTheCaller() throws Exception {
    CountDownLatch found = new CountDownLatch(1);
    Identity identity =
        new FoundIdentity(() -> {
          try {
            found.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return KEY;
        });

    CompletableFuture<AwsCredentials> credentials =
        identity.credentials().subscribeAsCompletionStage();

    assertThat(credentials).isNotDone();
    found.countDown();
    assertThat(credentials).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(KEY);
  }

  @Test
  void signedAccessPrintsNoCredentials() {
    assertThat(new SignedAccess<>("client", KEY).toString())
        .isEqualTo("SignedAccess[client=client]");
  }
}
