package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {

  /// docs.github.com, «Validating webhook deliveries», «Testing the webhook payload validation».
  @Test
  void verifiesGitHubsPublishedVector() {
    WebhookSettings settings = () -> List.of("It's a Secret to Everybody");

    boolean verified =
        new SignatureVerifier(settings)
            .verifies(
                "Hello, World!".getBytes(UTF_8),
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

    assertThat(verified).isTrue();
  }
}
