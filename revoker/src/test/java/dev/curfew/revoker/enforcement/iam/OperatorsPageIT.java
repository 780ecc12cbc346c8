package dev.curfew.revoker.enforcement.iam;

import static dev.curfew.revoker.enforcement.iam.IamRolePoliciesIT.await;
import static dev.curfew.revoker.enforcement.iam.World.EXTERNAL_ID;
import static dev.curfew.revoker.enforcement.iam.World.OTHER;
import static dev.curfew.revoker.enforcement.iam.World.accountRole;
import static dev.curfew.revoker.enforcement.iam.World.denying;
import static dev.curfew.revoker.enforcement.iam.World.jobRole;
import static dev.curfew.revoker.enforcement.iam.World.page;
import static dev.curfew.revoker.enforcement.iam.World.through;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.aws.OpenedSession;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamAsyncClient;

/// What docs/aws.md gives the operator besides the revoker's own rights, which all tests here run
/// with.
class OperatorsPageIT {
  private World world;
  private IamAsyncClient administrator;
  private String jobs;

  @BeforeEach
  void open() {
    world = new World();
    administrator = world.administrator(OTHER);
    jobs = jobRole(administrator, "ci-deploy");
  }

  @AfterEach
  void close() {
    world.close();
  }

  /// Boundaries and service control policies allow nothing by themselves; of their denies the
  /// stand-in, which has neither, is told by an inline policy.
  @ParameterizedTest
  @ValueSource(strings = {"service-control-policy", "permissions-boundary"})
  void jobsCannotUndoTheirDeny(String name) {
    put("ci-deploy", page(name, OTHER));

    String overflow = "arn:aws:iam::123456789012:policy/curfew/CurfewRevokedSessions-ci-deploy-1";
    assertThat(mayDo(jobs, "iam:DeleteRolePolicy", jobs)).isFalse();
    assertThat(mayDo(jobs, "iam:PutRolePolicy", jobs)).isFalse();
    assertThat(mayDo(jobs, "iam:DetachRolePolicy", jobs)).isFalse();
    assertThat(mayDo(jobs, "iam:DeleteRolePermissionsBoundary", jobs)).isFalse();
    assertThat(mayDo(jobs, "iam:CreatePolicyVersion", overflow)).isFalse();
    assertThat(mayDo(jobs, "iam:SetDefaultPolicyVersion", overflow)).isFalse();
    assertThat(mayDo(jobs, "iam:DeletePolicy", overflow)).isFalse();
    assertThat(mayDo(jobs, "iam:GetRole", jobs)).isTrue();
    assertThat(mayDo(jobs, "s3:PutObject", "arn:aws:s3:::bucket/key")).isTrue();
  }

  @Test
  void theBoundaryKeepsJobsFromOtherRoles() {
    put("ci-deploy", page("permissions-boundary", OTHER));

    assertThat(mayDo(jobs, "sts:AssumeRole", jobs + "-2")).isFalse();
    assertThat(mayDo(jobs, "iam:CreateUser", "arn:aws:iam::123456789012:user/back-door")).isFalse();
  }

  @Test
  void theServiceControlPolicyLetsTheRevokerWork() {
    String through = accountRole(administrator, OTHER);
    put("curfew-revoker", "scp", page("service-control-policy", OTHER));
    IamRolePolicies policies = world.policies(through(through, EXTERNAL_ID));

    await(policies.putInline(jobs, denying("a")));
    await(policies.putManaged(jobs, 1, denying("b")));
    await(policies.read(jobs));
    await(policies.removeInline(jobs));
    await(policies.removeManaged(jobs, 1));

    assertThat(await(policies.read(jobs)).managed()).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew-revoker, false",
    "iam:PutRolePolicy, arn:aws:iam::123456789012:role/admin, false",
    "iam:CreatePolicy, arn:aws:iam::123456789012:policy/mine, false",
    "iam:UpdateAssumeRolePolicy, arn:aws:iam::123456789012:role/ci-deploy, false",
    "iam:AttachRolePolicy, arn:aws:iam::123456789012:role/ci-deploy, false",
    "sts:AssumeRole, arn:aws:iam::123456789012:role/ci-deploy, false",
    "iam:PutRolePolicy, arn:aws:iam::123456789012:role/ci-deploy, true",
  })
  void theRevokersRightsEndThere(String action, String resource, boolean may) {
    String revoker = accountRole(administrator, OTHER);

    assertThat(mayDo(revoker, action, resource)).isEqualTo(may);
  }

  @Test
  void measuringTakesTheRightToAssumeJobsRolesAlone() {
    String revoker = accountRole(administrator, OTHER);
    put("curfew-revoker", "proof", page("proof-policy", OTHER));

    assertThat(mayDo(revoker, "sts:AssumeRole", jobs)).isTrue();
    assertThat(mayDo(revoker, "sts:AssumeRole", "arn:aws:iam::123456789012:role/admin")).isFalse();
  }

  private boolean mayDo(String roleArn, String action, String resource) {
    OpenedSession session =
        world.aws.openSession(
            roleArn,
            "session",
            world.clock.instant(),
            world.clock.instant().plus(Duration.ofMinutes(15)));
    return world.aws.evaluate(session.accessKeyId(), action, resource).allowed();
  }

  private void put(String role, String document) {
    put(role, "from-above", document);
  }

  private void put(String role, String name, String document) {
    administrator
        .putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(document))
        .join();
  }
}
