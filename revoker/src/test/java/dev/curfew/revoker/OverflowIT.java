package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CollateralDenied;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialRevoked;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/// Where others' policies leave too little room for ours.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class OverflowIT {
  private static final String INLINE = "CurfewRevokedSessions";

  SurroundingsResource surroundings;
  Stage stage;
  TopicReader revocations;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
    revocations = new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS);
  }

  @AfterEach
  void close() {
    surroundings.aws().faults().heal();
    revocations.close();
    stage.close();
  }

  @Test
  void managedPoliciesTakeWhatDoesNotFitInline() {
    Crowd crowd = crowdWithLittleRoom(220);
    String role = crowd.roleArn();
    Crowd.end(stage, crowd.second());
    await().untilAsserted(() -> assertThat(crowd.second()).allMatch(stage::isDenied));
    assertThat(stage.attached(role)).containsExactly(managed(role, 1));
    // Names of the first run push those of the second outward, document by document.
    surroundings.aws().faults().iamLatency(Duration.ofMillis(150));

    Crowd.end(stage, crowd.first());
    await()
        .until(() -> {
          assertThat(crowd.second()).allMatch(stage::isDenied);
          return crowd.first().stream().allMatch(stage::isDenied);
        });

    assertThat(stage.attached(role)).containsExactlyInAnyOrder(managed(role, 1), managed(role, 2));
    assertThat(stage.policies(role)).containsExactlyInAnyOrder("work", "large", INLINE);
    assertThat(crowd.live()).noneMatch(stage::isDenied);
    await()
        .untilAsserted(() ->
            assertThat(revocations.events(CredentialRevoked.class))
                .filteredOn(event -> event.roleArn().equals(role))
                .extracting(CredentialRevoked::credentialId)
                .containsExactlyInAnyOrderElementsOf(ids(crowd.dead())));
    assertThat(revocations.events(CollateralDenied.class))
        .noneMatch(event -> event.roleArn().equals(role));
  }

  @Test
  void onceOthersGiveRoomBackAllIsInlineAgain() {
    Crowd crowd = crowdWithLittleRoom(60);
    String role = crowd.roleArn();
    Crowd.end(stage, crowd.first());
    Crowd.end(stage, crowd.second());
    await().untilAsserted(() -> assertThat(crowd.dead()).allMatch(stage::isDenied));
    assertThat(stage.attached(role)).containsExactly(managed(role, 1));
    surroundings.aws().faults().iamLatency(Duration.ofMillis(150));

    stage.giveInlineBack(role);

    await()
        .until(() -> {
          assertThat(crowd.dead()).allMatch(stage::isDenied);
          return ours(role).isEmpty();
        });
    assertThat(stage.attached(role)).isEmpty();
    assertThat(crowd.dead()).allMatch(stage::isDenied);
    assertThat(crowd.live()).noneMatch(stage::isDenied);
  }

  /// Nothing may be left out for a moment where as many documents are needed as before.
  @Test
  void whereOthersGiveSomeRoomBackNobodyComesAliveMeanwhile() {
    Crowd crowd = crowdWithLittleRoom(60);
    String role = crowd.roleArn();
    Crowd.end(stage, crowd.first());
    Crowd.end(stage, crowd.second());
    await().untilAsserted(() -> assertThat(crowd.dead()).allMatch(stage::isDenied));
    stage.awaitLook(role);
    String before = stage.inlineDocument(role, INLINE);
    surroundings.aws().faults().iamLatency(Duration.ofMillis(150));

    stage.leaveInline(role, 1400);

    await()
        .until(() -> {
          assertThat(crowd.dead()).allMatch(stage::isDenied);
          return stage.inlineDocument(role, INLINE).length() > before.length() + 500;
        });
    stage.awaitLook(role);
    assertThat(crowd.dead()).allMatch(stage::isDenied);
    assertThat(stage.attached(role)).containsExactly(managed(role, 1));
  }

  @Test
  void onceAllDeadHaveExpiredManagedPoliciesAreDeleted() {
    Crowd crowd = crowdWithLittleRoom(40);
    String role = crowd.roleArn();
    stage.attachOthers(role, 1);
    List<String> others = stage.attached(role);
    Crowd.end(stage, crowd.first());
    await().untilAsserted(() -> assertThat(crowd.first()).allMatch(stage::isDenied));
    await().until(() -> stage.attached(role).contains(managed(role, 1)));

    stage.pass(role, Duration.ofMinutes(18));

    await().until(() -> ours(role).isEmpty());
    await()
        .untilAsserted(
            () -> assertThat(stage.policies(role)).containsExactlyInAnyOrder("work", "large"));
    assertThat(stage.attached(role)).isEqualTo(others);
  }

  /// The reconciler would put it back; here all expires first.
  @Test
  void whatSomebodyDetachedIsDeletedToo() throws SQLException {
    Crowd crowd = crowdWithLittleRoom(220);
    String role = crowd.roleArn();
    Crowd.end(stage, crowd.first());
    Crowd.end(stage, crowd.second());
    await().untilAsserted(() -> assertThat(crowd.dead()).allMatch(stage::isDenied));
    await().until(() -> ours(role).size() == 2);
    String last =
        "arn:aws:iam::%s:policy/curfew/%s"
            .formatted(SurroundingsResource.ACCOUNT, managed(role, 2));

    try (Connection writer = writing(role)) {
      stage.iam.detachRolePolicy(r -> r.roleName(Stage.roleName(role)).policyArn(last)).join();
      stage.pass(role, Duration.ofMinutes(18));
      writer.rollback();
    }

    await().until(() -> ours(role).isEmpty());
  }

  @Test
  void policiesOfARoleThatWasDeletedAreDeleted() {
    Crowd crowd = crowdWithLittleRoom(40);
    String role = crowd.roleArn();
    Crowd.end(stage, crowd.first());
    await().untilAsserted(() -> assertThat(crowd.first()).allMatch(stage::isDenied));
    await().until(() -> ours(role).size() == 1);
    await().until(() -> stage.guard(role, "verify_at") != null);

    deleteRole(role);
    stage.pass(role, Duration.ofMinutes(18));

    await().until(() -> ours(role).isEmpty());
  }

  @Test
  void beyondAllOfItLiveSessionsAreDeniedBesidesAndEachIsToldOfOnce() {
    String role = stage.role();
    stage.leaveInline(role, 400);
    stage.attachOthers(role, 10);
    Crowd crowd = Crowd.of(stage, role, 15);

    Crowd.end(stage, crowd.first());
    Crowd.end(stage, crowd.second());

    await().untilAsserted(() -> assertThat(crowd.dead()).allMatch(stage::isDenied));
    await().until(() -> "0".equals(stage.guard(role, "wanted - applied")));
    List<CredentialIssued> hit = crowd.live().stream().filter(stage::isDenied).toList();
    assertThat(hit).isNotEmpty();
    stage.awaitLook(role);
    await()
        .untilAsserted(() ->
            assertThat(revocations.events(CollateralDenied.class))
                .filteredOn(event -> event.roleArn().equals(role))
                .extracting(CollateralDenied::credentialId)
                .doesNotHaveDuplicates()
                .containsAll(ids(hit)));
    assertThat(hit)
        .allSatisfy(each ->
            assertThat(stage.auditKinds(each))
                .containsExactly("credential-issued", "collateral-denied"));
    assertThat(stage.attached(role)).hasSize(10).noneMatch(name -> name.startsWith(INLINE));
  }

  /// As another instance would.
  private Connection writing(String roleArn) throws SQLException {
    Connection connection = stage.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_advisory_xact_lock(hashtextextended('curfew.role %s', 0))".formatted(roleArn));
    }
    return connection;
  }

  private void deleteRole(String roleArn) {
    String name = Stage.roleName(roleArn);
    await()
        .ignoreExceptions() // the reconciler puts back what was taken off
        .until(() -> {
          stage
              .iam
              .listAttachedRolePolicies(r -> r.roleName(name))
              .join()
              .attachedPolicies()
              .forEach(policy ->
                  stage
                      .iam
                      .detachRolePolicy(r -> r.roleName(name).policyArn(policy.policyArn()))
                      .join());
          stage
              .policies(roleArn)
              .forEach(policy ->
                  stage.iam.deleteRolePolicy(r -> r.roleName(name).policyName(policy)).join());
          stage.iam.deleteRole(r -> r.roleName(name)).join();
          return true;
        });
  }

  private Crowd crowdWithLittleRoom(int each) {
    String role = stage.role();
    stage.leaveInline(role, 500);
    return Crowd.of(stage, role, each);
  }

  private static String managed(String roleArn, int number) {
    return "%s-%s-%d".formatted(INLINE, Stage.roleName(roleArn), number);
  }

  /// Attached or not.
  private List<String> ours(String roleArn) {
    return stage
        .iam
        .listPolicies(r -> r.scope(PolicyScopeType.LOCAL).pathPrefix("/curfew/"))
        .join()
        .policies()
        .stream()
        .map(Policy::policyName)
        .filter(name -> name.startsWith(INLINE + "-" + Stage.roleName(roleArn)))
        .toList();
  }

  private static List<UUID> ids(List<CredentialIssued> credentials) {
    return credentials.stream().map(CredentialIssued::credentialId).toList();
  }
}
