package dev.curfew.revoker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged service, told of a provider but not of all that its tokens must say.
@Timeout(60)
class IdentityProviderIT {
  private static final String JAR = "target/quarkus-app/quarkus-run.jar";

  /// Enough to get as far as the database, which is not there.
  private static final Map<String, String> ENOUGH =
      Map.of(
          "QUARKUS_HTTP_PORT", "0",
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
          "AWS_REGION", "eu-central-1",
          "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/nowhere",
          "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:1/nowhere",
          "QUARKUS_DATASOURCE_USERNAME", "nobody",
          "QUARKUS_DATASOURCE_PASSWORD", "none",
          "QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:1");

  @ParameterizedTest
  @CsvSource({
    "QUARKUS_OIDC_TOKEN_AUDIENCE, '', quarkus.oidc.token.audience",
    "QUARKUS_OIDC_TOKEN_AUDIENCE, ' ', quarkus.oidc.token.audience",
    "QUARKUS_OIDC_TOKEN_AUDIENCE, any, quarkus.oidc.token.audience",
    "QUARKUS_OIDC_TOKEN_AUDIENCE, 'curfew,any', quarkus.oidc.token.audience",
    "QUARKUS_OIDC_TOKEN_ISSUER, any, quarkus.oidc.token.issuer",
  })
  void aCheckThatWouldNotBeMadeStopsItAndIsNamed(String variable, String value, String named)
      throws IOException {
    Map<String, String> environment = new HashMap<>(ENOUGH);
    environment.put("QUARKUS_OIDC_TOKEN_AUDIENCE", "curfew");
    environment.put(variable, value);

    assertThat(output(environment)).contains(named).doesNotContain("Flyway");
  }

  @Test
  void withBothItGoesOnToTheDatabase() throws IOException {
    Map<String, String> environment = new HashMap<>(ENOUGH);
    environment.put("QUARKUS_OIDC_TOKEN_AUDIENCE", "curfew");

    assertThat(output(environment)).doesNotContain("quarkus.oidc.token").contains("Flyway");
  }

  private static String output(Map<String, String> environment) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    ProcessBuilder builder = new ProcessBuilder(java, "-jar", JAR).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (BufferedReader output = process.inputReader()) {
      return output.lines().collect(Collectors.joining("\n"));
    } finally {
      process.destroyForcibly();
    }
  }
}
