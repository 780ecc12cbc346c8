package dev.curfew.issuer;

import dev.curfew.issuer.policy.opa.GateStandIn;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.aws.Faults;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.kafka.EmbeddedKafka;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.wire.EventCodec;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Kafka, AWS and GitHub around the issuer, each with its real protocol, which a test can break.
@SuppressWarnings("NullAway.Init") // started before it is used
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  public static final String AUDIENCE = "curfew";
  public static final String REPOSITORY = "octo-org/octo-repo";

  /// Granted the same, and shown by GitHub to nobody.
  public static final String HIDDEN_REPOSITORY = "octo-org/hidden";

  /// Granted the same, and of another installation of the App.
  public static final String OTHER_OWNERS_REPOSITORY = "other-org/other-repo";

  /// Granted to [#REPOSITORY]; may list account aliases.
  public static final String ROLE = "arn:aws:iam::111122223333:role/deploy";

  /// Granted, but does not trust the issuer.
  public static final String UNTRUSTING_ROLE = "arn:aws:iam::111122223333:role/untrusting";

  /// Granted, but AWS does not know it.
  public static final String MISSING_ROLE = "arn:aws:iam::111122223333:role/missing";

  /// Granted, with a leash of 300 s, to sessions that may do nothing but list account aliases. The
  /// role itself may do what it likes, if the session's marks tell its repository and run.
  public static final String LEASHED_ROLE = "arn:aws:iam::111122223333:role/leashed";

  /// Granted for up to twelve hours, which AWS gives as well.
  public static final String LONG_ROLE = "arn:aws:iam::111122223333:role/long";

  /// Granted for up to twelve hours, of which AWS gives one.
  public static final String HOUR_ROLE = "arn:aws:iam::111122223333:role/hour";

  /// Not a setting of the issuer's, but of its world: whether its credentials are a role's session.
  public static final String AS_ROLE = "as-role";

  /// AWS would give it; nobody was granted it.
  public static final String UNGRANTED_ROLE = "arn:aws:iam::111122223333:role/ungranted";

  /// Granted to another repository.
  public static final String OTHERS_ROLE = "arn:aws:iam::111122223333:role/others";

  /// Granted to [#REPOSITORY], and to another one's jobs that ask for a runner with a label.
  public static final String LABELLED_ROLE = "arn:aws:iam::111122223333:role/labelled";

  /// A job whose end is on Kafka before the issuer starts.
  public static final long ENDED_BEFORE = 4_711;

  private static final String DATABASE = "curfew";
  private static final String ACCOUNT = "111122223333";
  private static final String ISSUER_USER = "arn:aws:iam::111122223333:user/issuer";
  private static final String ISSUER_ROLE = "arn:aws:iam::111122223333:role/issuer";

  private final Map<String, String> changes = new HashMap<>();

  /// Whom [#ROLE] is for, and who else may have what.
  private static final String POLICY =
      String.join(
          "",
          "roles:\n",
          role(ROLE, REPOSITORY, "octo-org/another", HIDDEN_REPOSITORY, OTHER_OWNERS_REPOSITORY),
          role(UNTRUSTING_ROLE, REPOSITORY),
          role(MISSING_ROLE, REPOSITORY),
          role(OTHERS_ROLE, "octo-org/another"),
          role(LONG_ROLE, 43_200, REPOSITORY),
          role(HOUR_ROLE, 43_200, REPOSITORY),
          role(LABELLED_ROLE, REPOSITORY),
          """
                - name: labelled
                  when: claims.repository == 'octo-org/another' && 'gpu' in job.labels
          """,
          role(LEASHED_ROLE, REPOSITORY),
          """
              leash_seconds: 300
              tags: [repository, commit, run, job, actor]
              source_identity: true
              session_policy: >
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*",
                 "Action":["iam:ListAccountAliases","sts:AssumeRole"]}}
          ...
          """);

  private Path directory;
  private Path policy;
  private EmbeddedKafka kafka;
  private EmbeddedPostgresql postgresql;
  private AwsSandbox aws;
  private GitHubSandbox github;
  private GateStandIn gate;
  private volatile Duration awsAhead = Duration.ZERO;
  private URI silentIssuer;
  private AccessKey issuerKey;
  private Map<String, String> issuerCredentials;

  /// Settings that a test has otherwise.
  @Override
  public void init(Map<String, String> arguments) {
    changes.putAll(arguments);
  }

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("curfew-issuer");
      policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
      InstantSource awsTime = () -> Instant.now().plus(awsAhead);
      aws = AwsSandbox.start(0, awsTime.withZone(ZoneOffset.UTC));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    kafka.createTopics();
    postgresql = EmbeddedPostgresql.start(directory.resolve("postgresql"), 0);
    postgresql.createDatabase(DATABASE);
    say(endedBefore());
    github = GitHubSandbox.start(0, Clock.systemUTC());
    github.install("octo-org");
    github.install("other-org");
    gate = new GateStandIn();
    silentIssuer = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    createRoles();
    awsSettings().forEach(System::setProperty);
    Map<String, String> settings = new HashMap<>(settings());
    settings.putAll(changes);
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(Surroundings.class));
  }

  public GitHubSandbox github() {
    return github;
  }

  /// A listed issuer whose keys cannot be had.
  public URI silentIssuer() {
    return silentIssuer;
  }

  /// What the issuer reads ten times in a second.
  public Path policy() {
    return policy;
  }

  /// The policy server that is asked, too.
  public GateStandIn gate() {
    return gate;
  }

  public Faults awsFaults() {
    return aws.faults();
  }

  public AccessKey issuerKey() {
    return issuerKey;
  }

  public TopicReader credentialEvents() {
    return new TopicReader(kafka.bootstrapServers(), Topic.CREDENTIALS);
  }

  public IamClient iam(AwsCredentials by) {
    return IamClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(StaticCredentialsProvider.create(by))
        .build();
  }

  private static JobCompleted endedBefore() {
    Instant now = Instant.now();
    return new JobCompleted(
        new JobIdentity(1, REPOSITORY, 1, 1, ENDED_BEFORE),
        "success",
        null,
        new Detection(Detection.Source.WEBHOOK, now, now),
        null);
  }

  /// The database as somebody with `psql` sees it: the first column, as text.
  public List<String> rows(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                postgresql.jdbcUrl(DATABASE), postgresql.username(), postgresql.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// What only time, or an operator, would do.
  public void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                postgresql.jdbcUrl(DATABASE), postgresql.username(), postgresql.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// Whoever writes to the table waits until this is closed; whoever reads it does not.
  public Connection holdBack(String table) {
    try {
      Connection connection =
          DriverManager.getConnection(
              postgresql.jdbcUrl(DATABASE), postgresql.username(), postgresql.password());
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("lock table " + table + " in exclusive mode");
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(table, e);
    }
  }

  public void stopDatabase() {
    postgresql.close();
  }

  public void startDatabase() {
    int port = URI.create(postgresql.reactiveUrl(DATABASE)).getPort();
    postgresql = EmbeddedPostgresql.start(directory.resolve("postgresql"), port);
  }

  /// Says what another service would say, and waits for the broker to have it.
  public void say(CurfewEvent event) {
    send(EventCodec.encode(Envelope.of(URI.create("/curfew/test"), Instant.now(), event)));
  }

  public void send(ProducerRecord<String, byte[]> record) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How far AWS's clock is ahead of everybody else's.
  public void putAwsAhead(Duration ahead) {
    awsAhead = ahead;
  }

  public StsClient sts(AwsCredentials by) {
    return StsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(by))
        .build();
  }

  public void stopBroker() {
    kafka.close();
  }

  public void startBroker() {
    int port = Integer.parseInt(kafka.bootstrapServers().replaceAll(".*:", ""));
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), port);
  }

  @Override
  public void stop() {
    awsSettings().keySet().forEach(System::clearProperty);
    gate.close();
    github.close();
    kafka.close();
    postgresql.close();
    aws.close();
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.http.insecure-requests", "enabled"),
        Map.entry("quarkus.log.category.\"kafka\".level", "ERROR"),
        Map.entry("quarkus.log.category.\"org.apache.kafka\".level", "ERROR"),
        Map.entry("quarkus.log.category.\"dev.curfew\".level", "DEBUG"),
        Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
        Map.entry("quarkus.datasource.jdbc.url", postgresql.jdbcUrl(DATABASE)),
        Map.entry("quarkus.datasource.reactive.url", postgresql.reactiveUrl(DATABASE)),
        Map.entry("quarkus.datasource.username", postgresql.username()),
        Map.entry("quarkus.datasource.password", postgresql.password()),
        Map.entry("curfew.github.api", github.api().toString()),
        Map.entry("curfew.github.app.id", github.app().clientId()),
        Map.entry("curfew.github.app.private-key", appKey().toString()),
        Map.entry("curfew.issuer.token.issuers", github.issuer() + "," + silentIssuer),
        Map.entry("curfew.issuer.token.audience", AUDIENCE),
        // Tests ask faster than jobs do.
        Map.entry("curfew.issuer.rate-limit.address", "0"),
        Map.entry("curfew.issuer.rate-limit.repository", "0"),
        Map.entry("curfew.issuer.rate-limit.job-lookups", "0"),
        Map.entry("curfew.issuer.rate-limit.refusal-events", "0"),
        Map.entry("curfew.issuer.policy.file", policy.toString()),
        Map.entry("curfew.issuer.policy.interval", "100ms"),
        Map.entry("curfew.issuer.policy.opa.url", gate.url().toString()),
        // What happens meanwhile takes its time here.
        Map.entry("curfew.issuer.policy.opa.timeout", "5s"));
  }

  private Path appKey() {
    try {
      return Files.writeString(directory.resolve("app.pem"), github.app().privateKeyPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For an issuer in a JVM of its own: all that [#start] sets, and where the SDK finds AWS.
  public Map<String, String> settingsOfAnother() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.putAll(changes);
    settings.putAll(awsSettings());
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", "0");
    return settings;
  }

  /// The SDK reads them from here and not from Quarkus.
  private Map<String, String> awsSettings() {
    Map<String, String> settings = new HashMap<>(issuerCredentials);
    settings.put("aws.region", "eu-central-1");
    settings.put("aws.endpointUrlSts", aws.endpoint().toString());
    return settings;
  }

  private Map<String, String> ofUser() {
    return Map.of(
        "aws.accessKeyId", issuerKey.accessKeyId(),
        "aws.secretAccessKey", issuerKey.secretAccessKey());
  }

  /// As for a task or pod that has a role.
  private Map<String, String> ofSession() {
    AwsCredentials user =
        AwsBasicCredentials.create(issuerKey.accessKeyId(), issuerKey.secretAccessKey());
    try (StsClient sts = sts(user)) {
      Credentials session =
          sts.assumeRole(r -> r.roleArn(ISSUER_ROLE).roleSessionName("issuer")).credentials();
      return Map.of(
          "aws.accessKeyId", session.accessKeyId(),
          "aws.secretAccessKey", session.secretAccessKey(),
          "aws.sessionToken", session.sessionToken());
    }
  }

  private void createRoles() {
    boolean asRole = Boolean.parseBoolean(changes.remove(AS_ROLE));
    String issuer = asRole ? ISSUER_ROLE : ISSUER_USER;
    AccessKey admin = aws.createUser(ACCOUNT, "admin", allow("*"));
    issuerKey = aws.createUser(ACCOUNT, "issuer", allow("sts:*"));
    try (IamClient iam =
        iam(AwsBasicCredentials.create(admin.accessKeyId(), admin.secretAccessKey()))) {
      createRole(iam, ROLE, issuer);
      createRole(iam, UNGRANTED_ROLE, issuer);
      createRole(iam, OTHERS_ROLE, issuer);
      createRole(iam, LEASHED_ROLE, issuer);
      iam.putRolePolicy(r ->
          r.roleName("leashed")
              .policyName("aliases")
              .policyDocument(
                  """
                  {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                    "Condition":{"StringEquals":{"aws:PrincipalTag/repository":"%s"},
                                 "StringLike":{"aws:SourceIdentity":"run=*,job=*"}}}}\
                  """
                      .formatted(REPOSITORY)));
      createRole(iam, HOUR_ROLE, issuer);
      createRole(iam, LONG_ROLE, issuer, 43_200);
      createRole(iam, ISSUER_ROLE, ISSUER_USER);
      iam.putRolePolicy(
          r -> r.roleName("issuer").policyName("sessions").policyDocument(allow("sts:*")));
      createRole(iam, UNTRUSTING_ROLE, "arn:aws:iam::%s:user/admin".formatted(ACCOUNT));
    }
    issuerCredentials = asRole ? ofSession() : ofUser();
  }

  private static String role(String arn, String... repositories) {
    return role(arn, 3_600, repositories);
  }

  private static String role(String arn, int seconds, String... repositories) {
    return """
      - role: %s
        maximum_duration_seconds: %d
        rules:
          - name: repositories
            when: claims.repository in ['%s']
    """
        .formatted(arn, seconds, String.join("', '", repositories));
  }

  private static void createRole(IamClient iam, String arn, String trusted) {
    createRole(iam, arn, trusted, 3_600);
  }

  private static void createRole(IamClient iam, String arn, String trusted, int seconds) {
    String name = arn.substring(arn.indexOf('/') + 1);
    iam.createRole(
        r -> r.roleName(name).assumeRolePolicyDocument(trust(trusted)).maxSessionDuration(seconds));
    iam.putRolePolicy(r ->
        r.roleName(name).policyName("aliases").policyDocument(allow("iam:ListAccountAliases")));
  }

  private static String allow(String action) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s","Resource":"*"}}\
    """
        .formatted(action);
  }

  private static String trust(String principal) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},
      "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}\
    """
        .formatted(principal);
  }
}
