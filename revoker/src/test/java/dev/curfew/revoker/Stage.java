package dev.curfew.revoker;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.wire.EventCodec;
import java.net.URI;
import java.net.URLDecoder;
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
import java.util.Objects;
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
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/// What tests do to the revoker, and what they see of it: all from outside.
final class Stage implements AutoCloseable {
  private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());
  private static final int INLINE_CHARACTERS = 10_240;
  private static final String LARGE = "large";
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
    iam = iam(surroundings.aws().endpoint(), surroundings.administrator());
    sts =
        StsAsyncClient.builder()
            .endpointOverride(surroundings.aws().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(identity(surroundings.administrator()))
            .build();
  }

  static IamAsyncClient iam(URI endpoint, AccessKey key) {
    return IamAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(identity(key))
        .build();
  }

  private static StaticCredentialsProvider identity(AccessKey key) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  /// IAM of another account, for somebody who may do everything there. To be closed.
  IamAsyncClient iamOf(String account) {
    return iam(
        surroundings.aws().endpoint(),
        surroundings
            .aws()
            .createUser(account, "administrator-" + number(), SurroundingsResource.allowing("*")));
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
    return role(iam, name, SurroundingsResource.allowing("*"));
  }

  /// A role that everybody may assume.
  static String role(IamAsyncClient iam, String name, String policy) {
    String arn =
        iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST)).join().role().arn();
    iam.putRolePolicy(r -> r.roleName(name).policyName("work").policyDocument(policy)).join();
    return arn;
  }

  /// A session without a call, so that it can be of any age; and the event that would tell of it.
  CredentialIssued openedSession(
      String roleArn, JobIdentity job, JobContext context, Instant issuedAt, Duration life) {
    Instant issued = issuedAt.truncatedTo(SECONDS);
    String name = "@7k" + Long.toString(number(), 32);
    return credential(
        surroundings.aws().openSession(roleArn, name, issued, issued.plus(life)),
        roleArn,
        job,
        context,
        issued,
        issued.plus(life));
  }

  /// Another job of the same run.
  static JobIdentity siblingOf(JobIdentity job) {
    return new JobIdentity(
        job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), number());
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
    return credential(
        new OpenedSession(
            answer.credentials().accessKeyId(), answer.assumedRoleUser().assumedRoleId()),
        roleArn,
        job,
        CONTEXT,
        expires.minus(Duration.ofMinutes(15)),
        expires);
  }

  /// A session that began at any time, and cannot call.
  CredentialIssued session(
      String roleArn, JobIdentity job, String name, Instant issuedAt, Instant expiresAt) {
    return credential(
        surroundings.aws().openSession(roleArn, name, issuedAt, expiresAt),
        roleArn,
        job,
        CONTEXT,
        issuedAt,
        expiresAt);
  }

  /// What the issuer would tell of a session.
  static CredentialIssued credential(
      OpenedSession session,
      String roleArn,
      JobIdentity job,
      JobContext context,
      Instant issuedAt,
      Instant expiresAt) {
    return new CredentialIssued(
        Envelope.newId(),
        session.accessKeyId(),
        session.userId(),
        roleArn,
        issuedAt.truncatedTo(SECONDS),
        expiresAt.truncatedTo(SECONDS),
        job,
        context,
        null,
        null,
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

  /// The end of the job's run and of all its jobs.
  static RunCompleted endOfRun(JobIdentity job) {
    return new RunCompleted(job.run(), "success", seenNow(), null);
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

  /// Names of the managed policies that are attached.
  List<String> attached(String roleArn) {
    return iam
        .listAttachedRolePolicies(r -> r.roleName(roleName(roleArn)))
        .join()
        .attachedPolicies()
        .stream()
        .map(AttachedPolicy::policyName)
        .toList();
  }

  String inlineDocument(String roleArn, String policyName) {
    return URLDecoder.decode(
        iam.getRolePolicy(r -> r.roleName(roleName(roleArn)).policyName(policyName))
            .join()
            .policyDocument(),
        UTF_8);
  }

  /// Others' inline policies become so large that this many characters are left of the role's.
  void leaveInline(String roleArn, int left) {
    int used =
        INLINE_CHARACTERS
            - left
            - SurroundingsResource.allowing("*").length()
            - SurroundingsResource.allowing("s3:").length();
    iam.putRolePolicy(r ->
            r.roleName(roleName(roleArn))
                .policyName(LARGE)
                .policyDocument(SurroundingsResource.allowing("s3:" + "A".repeat(used))))
        .join();
  }

  void giveInlineBack(String roleArn) {
    iam.deleteRolePolicy(r -> r.roleName(roleName(roleArn)).policyName(LARGE)).join();
  }

  /// Others attach managed policies to the role.
  void attachOthers(String roleArn, int count) {
    for (int i = 0; i < count; i++) {
      String policy =
          iam.createPolicy(r ->
                  r.policyName("others-" + number())
                      .policyDocument(SurroundingsResource.allowing("s3:GetObject")))
              .join()
              .policy()
              .arn();
      iam.attachRolePolicy(r -> r.roleName(roleName(roleArn)).policyArn(policy)).join();
    }
  }

  /// As if this much time had passed for the role's credentials. To the revoker, which remembers
  /// sessions, they are as new.
  void pass(String roleArn, Duration time) {
    sql(
        """
        update credential set issued_at = issued_at - interval '%1$s', expires_at = expires_at - interval '%1$s',
          recorded_in = cast(cast(pg_current_xact_id() as varchar) as bigint)
        where role_arn = '%2$s'
        """
            .formatted(time, roleArn));
    sql(
        "update role_guard set revisit_at = revisit_at - interval '%s' where role_arn = '%s'"
            .formatted(time, roleArn));
  }

  /// One column of the role's row in the ledger; null also where there is none.
  @Nullable String guard(String roleArn, String column) {
    return sql("select %s from role_guard where role_arn = '%s'".formatted(column, roleArn))
        .stream()
        .findFirst()
        .map(List::getFirst)
        .orElse(null);
  }

  /// Until what stands on the role has been looked at once more, from beginning to end.
  void awaitLook(String roleArn) {
    // The first to end may have begun before.
    for (int i = 0; i < 2; i++) {
      String before = guard(roleArn, "verify_at");
      await().until(() -> !Objects.equals(before, guard(roleArn, "verify_at")));
    }
  }

  List<String> auditDetails(String roleArn, String kind) {
    return sql(
            "select coalesce(detail, '') from audit_entry where role_arn = '%s' and kind = '%s'"
                .formatted(roleArn, kind))
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  /// The role as the ledger keeps it: IAM knows it without its path.
  static String withoutPath(String roleArn) {
    return roleArn.replaceFirst(":role/.*/", ":role/");
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
