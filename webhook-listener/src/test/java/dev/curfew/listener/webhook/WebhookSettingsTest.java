package dev.curfew.listener.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {
  @Test
  void sourcesCanBeNamedByEnvironmentVariables() {
    WebhookSettings settings =
        settings(
            Map.of("CURFEW_LISTENER_WEBHOOK_SOURCES__ORGANIZATION_38302899__SECRETS", "old,new"));

    assertThat(settings.sources()).hasSize(1);
    settings
        .sources()
        .forEach((name, source) -> {
          assertThat(HookTarget.named(name)).isEqualTo(new HookTarget("organization", "38302899"));
          assertThat(source.secrets()).containsExactly("old", "new");
        });
  }

  @Test
  void withoutAnySecretNothingStarts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HookSecrets.of(settings(Map.of())))
        .withMessageContaining("curfew.listener.webhook.secrets");
  }

  @Test
  void aBlankSecretIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            HookSecrets.of(settings(Map.of("CURFEW_LISTENER_WEBHOOK_SECRETS", "correct horse, "))))
        .withMessageContaining("blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            HookSecrets.of(
                settings(Map.of("CURFEW_LISTENER_WEBHOOK_SOURCES__ORGANIZATION_1__SECRETS", " "))))
        .withMessageContaining("blank");
  }

  @Test
  void withoutAWebhookNoSecretIsNeeded() {
    assertThat(HookSecrets.of(settings(Map.of("CURFEW_LISTENER_WEBHOOK_ENABLED", "false"))))
        .isNotNull();
  }

  private static WebhookSettings settings(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withConverter(Duration.class, 200, new DurationConverter())
        .withSources(new EnvConfigSource(environment, 300))
        .withMapping(WebhookSettings.class)
        .build()
        .getConfigMapping(WebhookSettings.class);
  }
}
