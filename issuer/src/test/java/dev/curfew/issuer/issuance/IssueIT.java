package dev.curfew.issuer.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.issuer.token.OidcToken;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class IssueIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  TopicReader events;

  @BeforeEach
  void open() {
    LogWatch.secret(around.issuerKey().secretAccessKey());
    job = around.github().startJob(JobSpec.example().withEnvironment("production"));
    events = around.credentialEvents();
  }

  @AfterEach
  void close() {
    events.close();
  }

  @Test
  void givesCredentialsThatWorkAsFarAsTheRoleGoes() {
    Response answer = Ask.by(job).post();

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    try (IamClient iam = around.iam(credentials(answer))) {
      assertThat(iam.listAccountAliases().accountAliases()).isEmpty();
      assertThatThrownBy(() -> iam.getRole(r -> r.roleName("deploy")))
          .isInstanceOfSatisfying(
              IamException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    }
  }

  @Test
  void answersInTheNamesOfItsApiAndForbidsToStoreIt() {
    Response answer = Ask.by(job).post();

    assertThat(answer.jsonPath().<String, Object>getMap(""))
        .containsOnlyKeys(
            "credential_id",
            "access_key_id",
            "secret_access_key",
            "session_token",
            "expiration",
            "release_token");
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
  }

  /// The form's names are AWS's; a client fails on any other `Version`.
  @Test
  void answersAsACredentialProcessOnRequest() {
    Response answer = Ask.post("/issue?format=credential_process", Ask.by(job).json());

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    LogWatch.secret(answer.path("SecretAccessKey"));
    LogWatch.secret(answer.path("SessionToken"));
    assertThat(answer.jsonPath().<String, Object>getMap(""))
        .containsOnlyKeys("Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration")
        .containsEntry("Version", 1);
    assertThat(Instant.parse(answer.path("Expiration"))).isAfter(Instant.now());
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void credentialsLive900SecondsUnlessAskedOtherwise() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    Instant expiration = expiration(Ask.by(job).post());

    assertThat(expiration).isBetween(before.plusSeconds(900), Instant.now().plusSeconds(900));
  }

  @ParameterizedTest
  @ValueSource(ints = {900, 901, 3600})
  void credentialsLiveAsLongAsAskedWithinBounds(int seconds) {
    Response answer = Ask.by(job).with("duration_seconds", seconds).post();

    CredentialIssued issued = recordOf(answer);
    assertThat(Duration.between(issued.issuedAt(), issued.expiresAt())).hasSeconds(seconds);
    assertThat(expiration(answer)).isEqualTo(issued.expiresAt());
  }

  /// Not awaited: the reader asks for what the broker has when the answer is there. That nothing is
  /// answered without the broker's acknowledgement is OutageIT's.
  @Test
  void theRecordIsOnKafkaBeforeTheAnswer() {
    Response answer = Ask.by(job).post();

    assertThat(events.events(CredentialIssued.class))
        .extracting(CredentialIssued::credentialId)
        .contains(id(answer));
  }

  @Test
  void theRecordSaysWhoGotWhatAndWhy() {
    String token = job.idToken(Surroundings.AUDIENCE);
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    Response answer = Ask.by(job, token).post();

    CredentialIssued issued = recordOf(answer);
    assertThat(issued.accessKeyId()).isEqualTo(answer.path("access_key_id"));
    assertThat(issued.userId()).matches("AROA[A-Z0-9]+:@[0-9a-v]{12}");
    assertThat(issued.roleArn()).isEqualTo(Surroundings.ROLE);
    assertThat(issued.issuedAt()).isBetween(before, Instant.now());
    assertThat(issued.tokenSha256()).isEqualTo(new OidcToken(token).sha256());
    assertThat(issued.job())
        .isEqualTo(
            new JobIdentity(
                job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), job.jobId()));
    assertThat(issued.context())
        .isEqualTo(
            new JobContext(
                job.headSha(),
                "refs/heads/main",
                "octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main",
                "production",
                "octocat",
                "push",
                "GitHub Actions 5",
                5L,
                null,
                JobContext.Lookup.FOUND));
  }

  @Test
  void theRecordIsKeyedByItsRun() {
    Response answer = Ask.by(job).post();

    assertThat(events.records())
        .filteredOn(r -> new String(r.value(), UTF_8).contains(answer.path("credential_id")))
        .singleElement()
        .satisfies(r ->
            assertThat(new String(r.key(), UTF_8))
                .isEqualTo(job.repositoryId() + ":" + job.runId()));
  }

  @Test
  void noSecretIsInTheRecord() {
    String token = job.idToken(Surroundings.AUDIENCE);

    Response answer = Ask.by(job, token).post();

    assertThat(events.records())
        .extracting(r -> new String(r.value(), UTF_8) + r.headers())
        .isNotEmpty()
        .noneMatch(text -> text.contains(answer.<String>path("secret_access_key")))
        .noneMatch(text -> text.contains(answer.<String>path("session_token")))
        .noneMatch(text -> text.contains(token));
  }

  @Test
  void theIssuanceIsLoggedByItsId() {
    Response answer = Ask.by(job).post();

    assertThat(LOG.lines())
        .anyMatch(line ->
            line.contains("credential issued") && line.contains(answer.path("credential_id")));
  }

  @Test
  void twoRequestsGiveTwoCredentials() {
    CredentialIssued first = recordOf(Ask.by(job).post());
    CredentialIssued second = recordOf(Ask.by(job).post());

    assertThat(first.credentialId()).isNotEqualTo(second.credentialId());
    assertThat(first.accessKeyId()).isNotEqualTo(second.accessKeyId());
    assertThat(first.userId()).isNotEqualTo(second.userId());
  }

  @Test
  void aJobIdAsAStringIsTheSameJob() {
    Response answer = Ask.by(job).with("job_id", Long.toString(job.jobId())).post();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(recordOf(answer).job().jobId()).isEqualTo(job.jobId());
  }

  @Test
  void aNumericCheckRunIdIsTheJobsToo() {
    ActionsJob numeric = around.github().startJob(JobSpec.example().withNumericCheckRunId());

    Response answer = Ask.by(numeric).post();

    assertThat(recordOf(answer).job().jobId()).isEqualTo(numeric.jobId());
    assertThat(recordOf(answer).context().environment()).isNull();
  }

  private CredentialIssued recordOf(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return events.events(CredentialIssued.class).stream()
        .filter(issued -> issued.credentialId().equals(id(answer)))
        .findAny()
        .orElseThrow();
  }

  private static UUID id(Response answer) {
    return UUID.fromString(answer.path("credential_id"));
  }

  private static Instant expiration(Response answer) {
    return Instant.parse(answer.path("expiration"));
  }

  private static AwsSessionCredentials credentials(Response answer) {
    return AwsSessionCredentials.create(
        answer.path("access_key_id"),
        answer.path("secret_access_key"),
        answer.path("session_token"));
  }
}
