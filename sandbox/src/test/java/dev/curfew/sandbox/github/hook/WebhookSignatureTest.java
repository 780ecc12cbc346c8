package dev.curfew.sandbox.github.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  @Test
  void isTheOneThatGitHubPublishes() {
    // docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
    String signature =
        WebhookSignature.sha256("It's a Secret to Everybody", "Hello, World!".getBytes(UTF_8));

    assertThat(signature)
        .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }
}
