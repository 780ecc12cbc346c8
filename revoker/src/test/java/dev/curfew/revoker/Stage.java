package dev.curfew.revoker;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.aws.OpenedSession;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.wire.EventCodec;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/// What tests do to the revoker, and what they see of it: all from outside.
final class Stage implements AutoCloseable {
  private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},\
      "Action":"sts:AssumeRole"}]}\
      """;

  static final JobContext CONTEXT =
      new JobContext("3484a3f", "refs/heads/main", "deploy.yml", null, "octocat", "push", null);

  private final SurroundingsResource surroundings;
  private final KafkaProducer<String, byte[]> producer;
  final IamAsyncClient iam;
  private final StsAsyncClient sts;

  Stage(SurroundingsResource surroundings) {
    this.surroundings = surroundings;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", surroundings.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    AccessKey key = surroundings.administrator();
    var identity =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    URI endpoint = surroundings.aws().endpoint();
    iam = iam(endpoint, key);
    sts =
        StsAsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(identity)
            .build();
  }

  static IamAsyncClient iam(URI endpoint, AccessKey key) {
    return IamAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .build();
  }

  static long number() {
    return NUMBERS.incrementAndGet();
  }

  /// A role that may do everything.
  String role() {
    return role(iam, "role-" + number());
  }

  /// The same in the other account.
  String roleElsewhere() {
    try (IamAsyncClient there =
        iam(surroundings.aws().endpoint(), surroundings.otherAdministrator())) {
      return role(there, "role-" + number());
    }
  }

  static String role(IamAsyncClient iam, String name) {
    String arn =
        iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST)).join().role().arn();
    iam.putRolePolicy(r ->
            r.roleName(name).policyName("work").policyDocument(SurroundingsResource.allowing("*")))
        .join();
    return arn;
  }

  /// A session without a call, so that it can be of any age; and the event that would tell of it.
  CredentialIssued openedSession(
      String roleArn, JobIdentity job, JobContext context, Instant issuedAt, Duration life) {
    Instant issued = issuedAt.truncatedTo(SECONDS);
    OpenedSession session =
        surroundings
            .aws()
            .openSession(roleArn, "@7k" + Long.toString(number(), 32), issued, issued.plus(life));
    return new CredentialIssued(
        Envelope.newId(),
        session.accessKeyId(),
        session.userId(),
        roleArn,
        issued,
        issued.plus(life),
        job,
        context,
        "0".repeat(64));
  }

  static JobIdentity job() {
    return new JobIdentity(186853002, "octo-org/octo-repo", number(), 1, number());
  }

  /// A real session of the role, and the event that would tell of it.
  CredentialIssued session(String roleArn, JobIdentity job) {
    String name = "@7k" + Long.toString(number(), 32);
    AssumeRoleResponse answer =
        sts.assumeRole(r -> r.roleArn(roleArn).roleSessionName(name).durationSeconds(900)).join();
    Instant expires = answer.credentials().expiration();
    return new CredentialIssued(
        Envelope.newId(),
        answer.credentials().accessKeyId(),
        answer.assumedRoleUser().assumedRoleId(),
        roleArn,
        expires.minus(Duration.ofMinutes(15)),
        expires,
        job,
        CONTEXT,
        "0".repeat(64));
  }

  CredentialIssued issue(String roleArn, JobIdentity job) {
    CredentialIssued issued = session(roleArn, job);
    send(issued);
    return issued;
  }

  static JobCompleted end(JobIdentity job) {
    return new JobCompleted(job, "success", null, seenNow(), null);
  }

  /// In microseconds: that is what PostgreSQL keeps.
  static Detection seenNow() {
    Instant now = Instant.now().truncatedTo(MICROS);
    return new Detection(Detection.Source.WEBHOOK, now, now);
  }

  Envelope send(CurfewEvent event) {
    Envelope envelope = Envelope.of(URI.create("/curfew/test"), Instant.now(), event);
    send(envelope);
    return envelope;
  }

  void send(Envelope envelope) {
    send(EventCodec.encode(envelope));
  }

  void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new IllegalStateException("not sent to " + record.topic(), e);
    }
  }

  /// By the stand-in's evaluator, as if the session called now.
  boolean isDenied(CredentialIssued credential) {
    return !surroundings
        .aws()
        .evaluate(credential.accessKeyId(), "s3:GetObject", "arn:aws:s3:::bucket/key")
        .allowed();
  }

  List<String> policies(String roleArn) {
    return iam.listRolePolicies(r -> r.roleName(roleName(roleArn))).join().policyNames();
  }

  static String roleName(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }

  /// Rows as texts, null as null.
  List<List<@Nullable String>> sql(String statement) {
    try (Connection connection = connect();
        Statement query = connection.createStatement()) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      if (query.execute(statement)) {
        ResultSet result = query.getResultSet();
        while (result.next()) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        surroundings.jdbcUrl(), surroundings.jdbcUser(), surroundings.jdbcPassword());
  }

  /// Sends their events, and waits until the revoker knows them.
  void tell(CredentialIssued... credentials) {
    tell(List.of(credentials));
  }

  void tell(List<CredentialIssued> credentials) {
    credentials.stream().map(this::send).toList().forEach(this::awaitApplied);
  }

  /// Waits until the event's effect is in the database.
  void awaitApplied(Envelope envelope) {
    String query = "select 1 from inbox where event_id = '%s'".formatted(envelope.id());
    await().until(() -> !sql(query).isEmpty());
  }

  List<String> auditKinds(CredentialIssued credential) {
    return sql(
            "select kind from audit_entry where credential_id = '%s' order by sequence"
                .formatted(credential.credentialId()))
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  @Override
  public void close() {
    producer.close();
    iam.close();
    sts.close();
  }
}
