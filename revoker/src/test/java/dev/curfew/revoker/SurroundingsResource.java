package dev.curfew.revoker;

import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.kafka.EmbeddedKafka;
import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.iam.IamAsyncClient;

/// A real broker, a real database and AWS's stand-in beside the revoker, each of which a test can
/// take away and give back.
@SuppressWarnings("NullAway.Init") // started before it is used
public final class SurroundingsResource implements QuarkusTestResourceLifecycleManager {
  static final String ACCOUNT = "000000000000";

  /// Reached through a role of its own.
  static final String OTHER_ACCOUNT = "111111111111";

  /// To be reached through a role there, which a test has to make.
  static final String BARE_ACCOUNT = "210987654321";

  static final String ROLE_OF_BARE_ACCOUNT = "curfew-revoker";
  private static final String DATABASE = "revoker";

  /// Bounds what never happens; nothing waits for it on a machine that is merely busy.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path directory;
  private EmbeddedKafka kafka;
  private EmbeddedPostgresql postgresql;
  private AwsSandbox aws;
  private AccessKey administrator;
  private AccessKey otherAdministrator;

  @Override
  public Map<String, String> start() {
    Awaitility.setDefaultTimeout(PATIENCE);
    try {
      directory = Files.createTempDirectory("curfew-revoker");
      aws = AwsSandbox.start(0, Clock.systemUTC());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    kafka.createTopics();
    postgresql = EmbeddedPostgresql.start(directory.resolve("postgresql"), 0);
    postgresql.createDatabase(DATABASE);
    administrator = aws.createUser(ACCOUNT, "administrator", allowing("*"));
    otherAdministrator = aws.createUser(OTHER_ACCOUNT, "administrator", allowing("*"));
    AccessKey revoker =
        aws.createUser(ACCOUNT, "revoker", allowing("iam:*Polic*\",\"sts:AssumeRole"));
    configureSdk(revoker);
    return Map.of(
        "kafka.bootstrap.servers",
        kafka.bootstrapServers(),
        "quarkus.datasource.reactive.url",
        postgresql.reactiveUrl(DATABASE),
        "quarkus.datasource.jdbc.url",
        jdbcUrl(),
        "quarkus.datasource.username",
        postgresql.username(),
        "quarkus.datasource.password",
        postgresql.password(),
        "curfew.revoker.aws.accounts.\"%s\".role-arn".formatted(OTHER_ACCOUNT),
        accountRole(),
        "curfew.revoker.aws.accounts.\"%s\".role-arn".formatted(BARE_ACCOUNT),
        "arn:aws:iam::%s:role/%s".formatted(BARE_ACCOUNT, ROLE_OF_BARE_ACCOUNT),
        "curfew.revoker.proof.enabled",
        "true",
        "curfew.revoker.proof.every",
        "0s",
        "curfew.revoker.reconciliation.interval",
        "1s");
  }

  private String accountRole() {
    try (IamAsyncClient there = Stage.iam(aws.endpoint(), otherAdministrator)) {
      return Stage.role(there, "curfew-revoker");
    }
  }

  /// The SDK has its own ways to be configured, and none of them is Quarkus'.
  private void configureSdk(AccessKey key) {
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", key.accessKeyId());
    System.setProperty("aws.secretAccessKey", key.secretAccessKey());
    System.setProperty("aws.endpointUrlIam", aws.endpoint().toString());
    System.setProperty("aws.endpointUrlSts", aws.endpoint().toString());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(SurroundingsResource.class));
  }

  static String allowing(String actions) {
    return policy("Allow", actions);
  }

  static String denying(String actions) {
    return policy("Deny", actions);
  }

  private static String policy(String effect, String actions) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":["%s"],"Resource":"*"}]}\
    """
        .formatted(effect, actions);
  }

  String jdbcUrl() {
    return postgresql.jdbcUrl(DATABASE);
  }

  String jdbcUser() {
    return postgresql.username();
  }

  String jdbcPassword() {
    return postgresql.password();
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  AwsSandbox aws() {
    return aws;
  }

  AccessKey administrator() {
    return administrator;
  }

  AccessKey otherAdministrator() {
    return otherAdministrator;
  }

  void restartDatabaseAfter(Runnable meanwhile) {
    int port = Integer.parseInt(jdbcUrl().replaceAll("^.*:(\\d+)/.*$", "$1"));
    postgresql.close();
    try {
      meanwhile.run();
    } finally {
      postgresql = EmbeddedPostgresql.start(directory.resolve("postgresql"), port);
    }
  }

  void restartBroker() {
    restartBrokerAfter(() -> {});
  }

  void restartBrokerAfter(Runnable meanwhile) {
    int port = Integer.parseInt(bootstrapServers().replaceAll(".*:", ""));
    kafka.close();
    try {
      meanwhile.run();
    } finally {
      kafka = EmbeddedKafka.start(directory.resolve("kafka"), port);
    }
  }

  @Override
  public void stop() {
    kafka.close();
    try {
      postgresql.close();
    } finally {
      aws.close();
    }
  }
}
