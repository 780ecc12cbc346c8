package dev.curfew.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubSettingsTest {
  private static final String ID = "CURFEW_GITHUB_APP_ID";
  private static final String KEY = "CURFEW_GITHUB_APP_PRIVATE_KEY";

  @Test
  void hasDefaults() {
    GitHubSettings settings = settings(Map.of());

    assertThat(settings.api()).isEqualTo(URI.create("https://api.github.com"));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.token()).isEmpty();
    assertThat(AccessTokens.key(settings.app())).isNull();
  }

  /// As a variable is that is handed on from nowhere.
  @Test
  void whatIsEmptyIsNotThere() {
    GitHubSettings settings =
        settings(Map.of(ID, "", KEY, "", "CURFEW_GITHUB_TOKEN", "", "CURFEW_GITHUB_TIMEOUT", "5s"));

    assertThat(settings.token()).isEmpty();
    assertThat(AccessTokens.key(settings.app())).isNull();
  }

  @ParameterizedTest
  @CsvSource({"Iv1, '', private-key", "'', /app.pem, id"})
  void halfAnAppIsNone(String id, String key, String missing) {
    GitHubSettings settings = settings(Map.of(ID, id, KEY, key));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessTokens.key(settings.app()))
        .withMessageContaining("curfew.github.app." + missing + " is missing");
  }

  private static GitHubSettings settings(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withSources(new EnvConfigSource(environment, 300))
        .withMapping(GitHubSettings.class)
        .build()
        .getConfigMapping(GitHubSettings.class);
  }
}
