package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// What a session's own policy ends, with nobody there to act on it; and what else a session
/// carries.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class LeashIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @AfterEach
  void putTimeRight() {
    around.putAwsAhead(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 61, 899})
  void aCredentialLivesShorterThanStsKnows(int seconds) {
    Instant before = Instant.now();

    Response answer = Ask.by(job).with("duration_seconds", seconds).post();

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(end(answer))
        .isBetween(before.plusSeconds(seconds - 1), Instant.now().plusSeconds(seconds));
    assertThat(recordOf(answer).expiresAt()).isEqualTo(end(answer));
  }

  /// Nothing of ours is asked for it: broker and database are gone, and nobody revokes.
  @Test
  void fromThatSecondOnItIsRefusedWhoeverIsDown() {
    AwsCredentials minute = credentials(Ask.by(job).with("duration_seconds", 60).post());
    AwsCredentials unleashed = credentials(Ask.by(job).post());
    around.stopBroker();
    around.stopDatabase();
    try {
      around.putAwsAhead(Duration.ofSeconds(45));
      assertThat(works(minute)).isTrue();

      around.putAwsAhead(Duration.ofSeconds(61));

      assertDenied(() -> aliases(minute));
      assertThat(works(unleashed)).isTrue();
    } finally {
      around.startDatabase();
      around.startBroker();
    }
  }

  @Test
  void aRolesOwnLeashBoundsWhatAsksForMore() {
    Instant before = Instant.now();

    Response answer =
        Ask.by(job).with("role", Surroundings.LEASHED_ROLE).with("duration_seconds", 3600).post();

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(end(answer)).isBetween(before.plusSeconds(299), Instant.now().plusSeconds(300));
    AwsCredentials leashed = credentials(answer);
    assertThat(works(leashed)).isTrue();
    around.putAwsAhead(Duration.ofSeconds(241));
    assertThat(works(leashed)).isTrue();
    around.putAwsAhead(Duration.ofSeconds(301));
    assertDenied(() -> aliases(leashed));
  }

  /// The role may do all; that it may list aliases needs the session's tags and source identity.
  @Test
  void theRolesSessionPolicyHoldsBesideTheLeash() {
    AwsCredentials leashed =
        credentials(Ask.by(job).with("role", Surroundings.LEASHED_ROLE).post());

    assertThat(works(leashed)).isTrue();
    try (IamClient iam = around.iam(leashed)) {
      assertDenied(() -> iam.getRole(r -> r.roleName("leashed")));
    }
  }

  @Test
  void noRoleIsAssumedFromALeash() {
    AwsCredentials leashed =
        credentials(Ask.by(job).with("role", Surroundings.LEASHED_ROLE).post());

    try (StsClient sts = around.sts(leashed)) {
      assertThatThrownBy(() ->
              sts.assumeRole(r -> r.roleArn(Surroundings.LEASHED_ROLE).roleSessionName("next")))
          .isInstanceOfSatisfying(
              StsException.class, e -> assertThat(e.getMessage()).contains("explicit deny"));
    }
  }

  @Test
  void aRenewalNamesWhatItRenewsAndRevokesNothing() {
    Response older = Ask.by(job).with("duration_seconds", 60).post();

    Response newer =
        Ask.by(job).with("duration_seconds", 60).with("renews", older.path("credential_id")).post();

    assertThat(newer.statusCode()).as(newer.asString()).isEqualTo(200);
    assertThat(recordOf(newer).renews()).hasToString(older.path("credential_id"));
    assertThat(works(credentials(older))).isTrue();
  }

  @Test
  void nobodyRenewsWhatIsNotTheJobs() {
    ActionsJob other = around.github().startJob(JobSpec.example());
    String others = Ask.by(other).post().path("credential_id");

    for (Object not : List.of(others, UUID.randomUUID(), "mine")) {
      Response answer = Ask.by(job).with("renews", not.toString()).post();
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
      assertThat(answer.<String>path("detail")).startsWith("renews ");
    }
  }

  private CredentialIssued recordOf(Response answer) {
    try (TopicReader events = around.credentialEvents()) {
      return events.events(CredentialIssued.class).stream()
          .filter(each -> each.credentialId().toString().equals(answer.path("credential_id")))
          .findAny()
          .orElseThrow();
    }
  }

  private static Instant end(Response answer) {
    return Instant.parse(answer.path("expiration"));
  }

  private static AwsCredentials credentials(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return AwsSessionCredentials.create(
        answer.path("access_key_id"),
        answer.path("secret_access_key"),
        answer.path("session_token"));
  }

  private boolean works(AwsCredentials credentials) {
    aliases(credentials);
    return true;
  }

  private void aliases(AwsCredentials credentials) {
    try (IamClient iam = around.iam(credentials)) {
      iam.listAccountAliases();
    }
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IamException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
  }
}
