package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.aws.OpenedSession;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialRevoked;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.RevocationFailed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamAsyncClient;

/// Roles that cannot be written until somebody mends something.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class BlockedRoleIT {
  SurroundingsResource surroundings;
  Stage stage;
  TopicReader revocations;
  ErrorLog log;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    revocations = new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS);
    log = new ErrorLog();
  }

  @AfterEach
  void close() {
    log.close();
    revocations.close();
    stage.close();
  }

  @Test
  void aRoleThatIsGoneIsWrittenOnceThereIsOneAgain() {
    String role = stage.role();
    CredentialIssued dying = stage.issue(role, Stage.job());
    delete(role);
    stage.send(Stage.end(dying.job()));

    assertBlocked(dying, "NoSuchEntity");
    assertOthersAreRevoked();

    Stage.role(stage.iam, Stage.roleName(role), SurroundingsResource.allowing("*"));
    assertMended(dying);
  }

  /// Without its owner's help: what was to be denied there has expired.
  @Test
  void aRoleThatWasDeletedAfterItWasWrittenIsForgottenInTheEnd() {
    String role = stage.role();
    CredentialIssued dead = stage.issue(role, Stage.job());
    stage.send(Stage.end(dead.job()));
    await().until(() -> stage.guard(role, "verify_at") != null);

    stage
        .iam
        .deleteRolePolicy(r -> r.roleName(Stage.roleName(role)).policyName("CurfewRevokedSessions"))
        .join();
    delete(role);
    await().until(() -> "NoSuchEntity".equals(stage.guard(role, "blocked")));
    stage.pass(role, Duration.ofMinutes(18));

    await().until(() -> stage.guard(role, "blocked") == null);
    assertThat(stage.guard(role, "verify_at")).isNull();
    assertThat(stage.guard(role, "revisit_at")).isNull();
  }

  @Test
  void aRoleOfAnAccountThatIsNotListed() {
    CredentialIssued dying = unreal("arn:aws:iam::999999999999:role/role-" + Stage.number());
    stage.send(dying);
    stage.send(Stage.end(dying.job()));

    assertBlocked(dying, "AccountNotListed");
    assertOthersAreRevoked();
  }

  @Test
  void aRoleThatOnlyAwsMayChange() {
    String role =
        "arn:aws:iam::%s:role/aws-service-role/x.amazonaws.com/AWSServiceRoleFor%d"
            .formatted(SurroundingsResource.ACCOUNT, Stage.number());
    surroundings.aws().createServiceLinkedRole(role);
    CredentialIssued dying = unreal(role);
    stage.send(dying);
    stage.send(Stage.end(dying.job()));

    assertBlocked(dying, "UnmodifiableEntity");
    assertOthersAreRevoked();
  }

  @Test
  void aRoleWithoutAnyRoomIsWrittenOnceThereIsSome() {
    String role = stage.role();
    stage.leaveInline(role, 20);
    stage.attachOthers(role, 10);
    CredentialIssued dying = stage.issue(role, Stage.job());
    stage.send(Stage.end(dying.job()));

    assertBlocked(dying, "NoRoom");
    assertOthersAreRevoked();

    stage.giveInlineBack(role);
    assertMended(dying);
    assertThat(stage.isDenied(dying)).isTrue();
  }

  @Test
  void aRoleThatMayNotBeChangedIsWrittenOnceThatIsAllowed() {
    String account = SurroundingsResource.BARE_ACCOUNT;
    String ours = SurroundingsResource.ROLE_OF_BARE_ACCOUNT;
    try (IamAsyncClient iam = stage.iamOf(account)) {
      Stage.role(iam, ours, SurroundingsResource.allowing("iam:List*"));
      CredentialIssued dying = otherAccountsSession(iam);
      stage.send(Stage.end(dying.job()));

      assertBlocked(dying, "AccessDenied");
      assertOthersAreRevoked();

      iam.putRolePolicy(r ->
              r.roleName(ours)
                  .policyName("more")
                  .policyDocument(SurroundingsResource.allowing("iam:*Polic*")))
          .join();
      assertMended(dying);
      assertThat(stage.isDenied(dying)).isTrue();
    }
  }

  private CredentialIssued otherAccountsSession(IamAsyncClient iam) {
    String role = Stage.role(iam, "role-" + Stage.number(), SurroundingsResource.allowing("*"));
    Instant now = Instant.now();
    CredentialIssued credential =
        stage.session(
            role,
            Stage.job(),
            "@7k" + Long.toString(Stage.number(), 32),
            now,
            now.plusSeconds(900));
    stage.send(credential);
    return credential;
  }

  /// Of a role that the stand-in has not, or opens no session of.
  private static CredentialIssued unreal(String role) {
    Instant now = Instant.now();
    String number = Long.toString(Stage.number(), 32).toUpperCase(Locale.ROOT);
    return Stage.credential(
        new OpenedSession("ASIA" + number, "AROA%s:@7k%s".formatted(number, number)),
        role,
        Stage.job(),
        Stage.CONTEXT,
        now,
        now.plusSeconds(900));
  }

  private void delete(String role) {
    String name = Stage.roleName(role);
    stage.iam.deleteRolePolicy(r -> r.roleName(name).policyName("work")).join();
    stage.iam.deleteRole(r -> r.roleName(name)).join();
  }

  private void assertBlocked(CredentialIssued dying, String reason) {
    String role = Stage.withoutPath(dying.roleArn());
    await().until(() -> "t".equals(stage.guard(role, "attempts > 2")));
    assertThat(stage.guard(role, "blocked")).isEqualTo(reason);
    await().until(() -> !failures(role).isEmpty());
    assertToldOnce(dying, reason);
    assertThat(log.lines()).anyMatch(line -> line.contains(role) && line.contains("blocked"));
    assertGauge();
  }

  private void assertToldOnce(CredentialIssued dying, String reason) {
    String role = Stage.withoutPath(dying.roleArn());
    assertThat(failures(role))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.reason()).isEqualTo(reason);
          assertThat(event.credentialIds()).containsExactly(dying.credentialId());
        });
    assertThat(stage.auditDetails(role, "revocation-failed")).containsExactly(reason);
    assertThat(stage.auditKinds(dying)).doesNotContain("revocation-applied");
  }

  /// As many as there are: other tests leave some behind.
  private void assertGauge() {
    await()
        .untilAsserted(() ->
            assertThat(gauge())
                .isPositive()
                .isEqualTo(
                    Double.parseDouble(
                        String.valueOf(
                            stage
                                .sql("select count(*) from role_guard where blocked is not null")
                                .getFirst()
                                .getFirst()))));
  }

  private static double gauge() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("curfew_roles_blocked"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private void assertOthersAreRevoked() {
    JobIdentity job = Stage.job();
    CredentialIssued other = stage.issue(stage.role(), job);
    stage.send(Stage.end(job));
    await().until(() -> stage.isDenied(other));
  }

  private void assertMended(CredentialIssued credential) {
    String role = credential.roleArn();
    await().until(() -> stage.auditKinds(credential).contains("revocation-applied"));
    assertThat(stage.guard(role, "blocked")).isNull();
    assertThat(stage.guard(role, "attempts")).isEqualTo("0");
    await()
        .untilAsserted(() ->
            assertThat(revocations.events(CredentialRevoked.class))
                .filteredOn(e -> e.credentialId().equals(credential.credentialId()))
                .hasSize(1));
    assertThat(failures(role)).hasSize(1);
  }

  private List<RevocationFailed> failures(String role) {
    return revocations.events(RevocationFailed.class).stream()
        .filter(event -> event.roleArn().equals(role))
        .toList();
  }
}
