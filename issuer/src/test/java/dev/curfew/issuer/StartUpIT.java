package dev.curfew.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged service, started with an environment that lacks one thing. What is missing or
/// senseless stops it, and is named.
@Timeout(60)
@SuppressWarnings("NullAway.Init") // started before it is used
class StartUpIT {
  private static final String EXAMPLE = "../docs/policy/policy.yaml";
  static final String DATABASE = "curfew";

  @TempDir static Path directory;
  static EmbeddedPostgresql postgresql;

  /// Enough to start, even without Kafka.
  private static final Map<String, String> ENOUGH =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
          "AWS_REGION", "eu-central-1",
          "AWS_EC2_METADATA_DISABLED", "true",
          "AWS_CONFIG_FILE", File.separator + "nowhere",
          "CURFEW_GITHUB_TOKEN", "github_pat_of_nobody",
          "CURFEW_ISSUER_TOKEN_ISSUERS", "https://token.actions.githubusercontent.com",
          "CURFEW_ISSUER_TOKEN_AUDIENCE", "curfew",
          "CURFEW_ISSUER_POLICY_FILE", EXAMPLE);

  @BeforeAll
  static void startDatabase() {
    postgresql = EmbeddedPostgresql.start(directory, 0);
    postgresql.createDatabase(DATABASE);
  }

  @AfterAll
  static void stopDatabase() {
    postgresql.close();
  }

  private static Map<String, String> enough() {
    return enough(postgresql);
  }

  /// With a database that is there.
  static Map<String, String> enough(EmbeddedPostgresql postgresql) {
    Map<String, String> environment = new HashMap<>(ENOUGH);
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgresql.jdbcUrl(DATABASE));
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgresql.reactiveUrl(DATABASE));
    environment.put("QUARKUS_DATASOURCE_USERNAME", postgresql.username());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", postgresql.password());
    return environment;
  }

  @Test
  void startsWithAllItNeeds() throws IOException {
    assertThat(start(enough())).contains("started in");
  }

  @ParameterizedTest
  @CsvSource({
    "CURFEW_ISSUER_TOKEN_ISSUERS, curfew.issuer.token.issuers",
    "CURFEW_ISSUER_TOKEN_AUDIENCE, curfew.issuer.token.audience",
    "CURFEW_ISSUER_POLICY_FILE, curfew.issuer.policy.file",
    "CURFEW_GITHUB_TOKEN, curfew.github.token",
    "AWS_REGION, AWS_REGION",
    "QUARKUS_DATASOURCE_JDBC_URL, quarkus.datasource.jdbc.url",
    "QUARKUS_DATASOURCE_REACTIVE_URL, quarkus.datasource.reactive.url",
  })
  void aMissingSettingStopsItAndIsNamed(String variable, String named) throws IOException {
    Map<String, String> environment = enough();
    environment.remove(variable);

    assertThat(start(environment)).contains(named).doesNotContain("started in");
  }

  @ParameterizedTest
  @CsvSource({"when-possible, true", "off, false"})
  void whereNoJobNeedBeLookedUpItStartsAndSaysWhatItLacks(String lookup, boolean says)
      throws IOException {
    Map<String, String> environment = enough();
    environment.remove("CURFEW_GITHUB_TOKEN");
    environment.put("CURFEW_ISSUER_JOB_LOOKUP", lookup);

    String said = start(environment);

    assertThat(said).contains("started in");
    assertThat(said.contains("jobs are not looked up")).isEqualTo(says);
  }

  @Test
  void aConditionThatIsNoneStopsItAndItsPlaceIsTold(@TempDir Path directory) throws IOException {
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy, Files.readString(Path.of(EXAMPLE)).replaceFirst("claims\\.ref", "claims.rev"));
    Map<String, String> environment = enough();
    environment.put("CURFEW_ISSUER_POLICY_FILE", policy.toString());

    assertThat(start(environment))
        .containsPattern("policy\\.yaml:\\d+:\\d+: undefined field 'rev'")
        .doesNotContain("started in");
  }

  @ParameterizedTest
  @CsvSource({
    "CURFEW_ISSUER_TOKEN_ISSUERS, github, curfew.issuer.token.issuers",
    "CURFEW_ISSUER_TOKEN_ISSUERS, ',', curfew.issuer.token.issuers",
    "CURFEW_ISSUER_TOKEN_ISSUERS, http://github.example, curfew.issuer.token.issuers",
    "CURFEW_ISSUER_TOKEN_AUDIENCE, ' ', curfew.issuer.token.audience",
    "CURFEW_ISSUER_JOB_LOOKUP, sometimes, curfew.issuer.job-lookup",
    "CURFEW_ISSUER_JOB_LOOKUP_DEADLINE, 0s, curfew.issuer.job-lookup-deadline",
    "CURFEW_GITHUB_APP_PRIVATE_KEY, /nowhere/app.pem, curfew.github.app.id",
    "CURFEW_ISSUER_POLICY_FILE, /no/such/policy.yaml, curfew.issuer.policy.file",
    "CURFEW_ISSUER_POLICY_FILE, pom.xml, 'file is no policy: pom.xml:'",
    "CURFEW_ISSUER_POLICY_OPA_URL, opa, curfew.issuer.policy.opa.url",
    "CURFEW_ISSUER_POLICY_OPA_TIMEOUT, 0s, curfew.issuer.policy.opa.timeout",
    "CURFEW_ISSUER_DURATION_STANDARD, soon, curfew.issuer.duration.standard",
    "CURFEW_ISSUER_DURATION_STANDARD, 59s, curfew.issuer.duration.standard",
    "CURFEW_ISSUER_DURATION_STANDARD, 2h, curfew.issuer.duration.standard",
    "CURFEW_ISSUER_DURATION_MAXIMUM, 13h, curfew.issuer.duration.maximum",
    "CURFEW_ISSUER_NONCE, maybe, curfew.issuer.nonce",
    "CURFEW_ISSUER_WHEN_REVOCATION_FAILS, panic, curfew.issuer.when-revocation-fails",
    "CURFEW_ISSUER_CIRCUIT_LEASH, 59s, curfew.issuer.circuit.leash",
    "CURFEW_ISSUER_RATE_LIMIT_TRUSTED_PROXIES, 10.0.0.0/33, curfew.issuer.rate-limit.trusted-proxies",
  })
  void aSenselessSettingStopsItAndIsNamed(String variable, String value, String named)
      throws IOException {
    Map<String, String> environment = enough();
    environment.put(variable, value);

    assertThat(start(environment)).contains(named).doesNotContain("started in");
  }

  /// All that it says until it has started, or has failed to.
  private static String start(Map<String, String> environment) throws IOException {
    try (PackagedIssuer issuer = PackagedIssuer.by(environment)) {
      return issuer.said();
    }
  }
}
