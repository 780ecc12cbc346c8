package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.DriftRepaired;
import dev.curfew.schemas.event.DriftRepaired.Found;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Somebody changes what the revoker has put on a role.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class DriftIT {
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
    revocations.close();
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(names = "UNEXPECTED", mode = EnumSource.Mode.EXCLUDE)
  void ourInlinePolicyIsPutBackAndToldOfOnce(Found found) {
    String role = stage.role();
    stage.attachOthers(role, 1);
    List<String> others = stage.attached(role);
    String work = stage.inlineDocument(role, "work");
    CredentialIssued dead = dead(role);

    switch (found) {
      case MISSING ->
          stage
              .iam
              .deleteRolePolicy(r -> r.roleName(Stage.roleName(role)).policyName(INLINE))
              .join();
      case EDITED -> putInline(role);
      case UNEXPECTED -> throw new IllegalArgumentException("of managed ones alone");
    }

    assertRepaired(role, INLINE, found);
    assertThat(stage.isDenied(dead)).isTrue();
    assertThat(stage.policies(role)).containsExactlyInAnyOrder("work", INLINE);
    assertThat(stage.inlineDocument(role, "work")).isEqualTo(work);
    assertThat(stage.attached(role)).isEqualTo(others);
  }

  @ParameterizedTest
  @EnumSource
  void ourManagedPolicyIsPutBackAndToldOfOnce(Found found) {
    String role = stage.role();
    stage.leaveInline(role, 500);
    Crowd crowd = Crowd.of(stage, role, 40);
    Crowd.end(stage, crowd.first());
    await().untilAsserted(() -> assertThat(crowd.first()).allMatch(stage::isDenied));
    stage.awaitLook(role);
    String name = INLINE + "-" + Stage.roleName(role) + "-1";
    String beyond = INLINE + "-" + Stage.roleName(role) + "-9";
    String arn = "arn:aws:iam::%s:policy/curfew/%s".formatted(SurroundingsResource.ACCOUNT, name);

    switch (found) {
      case MISSING ->
          stage.iam.detachRolePolicy(r -> r.roleName(Stage.roleName(role)).policyArn(arn)).join();
      case EDITED ->
          stage
              .iam
              .createPolicyVersion(r ->
                  r.policyArn(arn)
                      .policyDocument(SurroundingsResource.allowing("*"))
                      .setAsDefault(true))
              .join();
      case UNEXPECTED -> {
        stage
            .iam
            .createPolicy(r ->
                r.path("/curfew/")
                    .policyName(beyond)
                    .policyDocument(SurroundingsResource.denying("*")))
            .join();
        stage
            .iam
            .attachRolePolicy(
                r -> r.roleName(Stage.roleName(role)).policyArn(arn.replace(name, beyond)))
            .join();
      }
    }

    assertRepaired(role, found == Found.UNEXPECTED ? beyond : name, found);
    assertThat(crowd.first()).allMatch(stage::isDenied);
    assertThat(crowd.live()).noneMatch(stage::isDenied);
  }

  /// A writer that is killed between IAM's answer and its commit leaves such a policy behind. It is
  /// found where the first write that is recorded has too little room, and must look.
  @Test
  void aWriteThatWasNeverRecordedIsNoDrift() {
    String role = stage.role();
    stage.leaveInline(role, 110);
    putInline(role);

    CredentialIssued dead = dead(role);

    assertThat(stage.isDenied(dead)).isTrue();
    assertThat(stage.policies(role)).containsExactlyInAnyOrder("work", "large");
    assertThat(repairs(role)).isEmpty();
    assertThat(stage.auditDetails(role, "drift-repaired")).isEmpty();
  }

  /// A session that has died, on a role that has been looked at since.
  private CredentialIssued dead(String role) {
    JobIdentity job = Stage.job();
    CredentialIssued credential = stage.issue(role, job);
    stage.send(Stage.end(job));
    await().until(() -> stage.isDenied(credential));
    await().until(() -> stage.guard(role, "verify_at") != null);
    stage.awaitLook(role);
    return credential;
  }

  private void putInline(String role) {
    stage
        .iam
        .putRolePolicy(r ->
            r.roleName(Stage.roleName(role))
                .policyName(INLINE)
                .policyDocument(SurroundingsResource.allowing("*")))
        .join();
  }

  private void assertRepaired(String role, String policyName, Found found) {
    await().until(() -> !repairs(role).isEmpty());
    stage.awaitLook(role);
    assertThat(repairs(role))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.policyName()).isEqualTo(policyName);
          assertThat(event.found()).isEqualTo(found);
        });
    assertThat(stage.auditDetails(role, "drift-repaired"))
        .singleElement()
        .satisfies(detail ->
            assertThat(detail.toLowerCase(Locale.ROOT))
                .isEqualTo((policyName + " " + found).toLowerCase(Locale.ROOT)));
  }

  private List<DriftRepaired> repairs(String role) {
    return revocations.events(DriftRepaired.class).stream()
        .filter(event -> event.roleArn().equals(role))
        .toList();
  }
}
