package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookSecretsTest {
  private static final HookTarget ORGANISATION = HookTarget.named("organization:38302899");

  @Test
  void verifiesGitHubsPublishedVector() {
    // docs.github.com, «Validating webhook deliveries», «Testing the webhook payload validation».
    HookSecrets secrets = new HookSecrets(List.of("It's a Secret to Everybody"), Map.of());
    byte[] claimed =
        requireNonNull(
            BodySignature.parse(
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));

    BodySignature signature = secrets.begin(null);
    signature.update("Hello, ".getBytes(UTF_8), 0, 7);
    signature.update("World!".getBytes(UTF_8), 0, 6);

    assertThat(signature.matches(claimed)).isTrue();
  }

  @Test
  void aSourceWithSecretsOfItsOwnIsBelievedByTheseAlone() {
    HookSecrets secrets =
        new HookSecrets(List.of("general"), Map.of(ORGANISATION, List.of("older", "newer")));

    assertThat(believes(secrets, ORGANISATION, "older")).isTrue();
    assertThat(believes(secrets, ORGANISATION, "newer")).isTrue();
    assertThat(believes(secrets, ORGANISATION, "general")).isFalse();
    assertThat(believes(secrets, HookTarget.named("organization:1"), "general")).isTrue();
    assertThat(believes(secrets, HookTarget.named("organization:1"), "newer")).isFalse();
    assertThat(believes(secrets, null, "newer")).isFalse();
    assertThat(believes(secrets, null, "general")).isTrue();
  }

  @Test
  void withoutAnySecretNobodyIsBelieved() {
    assertThat(believes(new HookSecrets(List.of(), Map.of()), null, "any")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e171",
        "sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17",
        "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        " sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      })
  void onlyGitHubsFormIsASignature(String header) {
    assertThat(BodySignature.parse(header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "organization", "organization:", "organisation:1", "User:1", "business:x"})
  void aSourceMustBeOneThatGitHubNames(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> HookTarget.named(name));
  }

  private static boolean believes(HookSecrets secrets, @Nullable HookTarget from, String secret) {
    byte[] body = "{}".getBytes(UTF_8);
    BodySignature signature = secrets.begin(from);
    signature.update(body, 0, body.length);
    return signature.matches(requireNonNull(BodySignature.parse(Bodies.sign(secret, body))));
  }
}
