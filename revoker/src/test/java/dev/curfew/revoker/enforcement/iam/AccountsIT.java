package dev.curfew.revoker.enforcement.iam;

import static dev.curfew.revoker.enforcement.iam.IamRolePoliciesIT.await;
import static dev.curfew.revoker.enforcement.iam.IamRolePoliciesIT.refusal;
import static dev.curfew.revoker.enforcement.iam.World.EXTERNAL_ID;
import static dev.curfew.revoker.enforcement.iam.World.HOME;
import static dev.curfew.revoker.enforcement.iam.World.OTHER;
import static dev.curfew.revoker.enforcement.iam.World.accountRole;
import static dev.curfew.revoker.enforcement.iam.World.denying;
import static dev.curfew.revoker.enforcement.iam.World.jobRole;
import static dev.curfew.revoker.enforcement.iam.World.through;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.revoker.aws.OperatorsPage;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import dev.curfew.sandbox.aws.AccessKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamAsyncClient;

/// The revoker's reach: several accounts, each through a role of its own, in any partition.
class AccountsIT {
  private static final String THIRD = "777788889999";

  private World world;
  private IamAsyncClient there;
  private String accountRole;
  private String role;

  @BeforeEach
  void open() {
    world = new World();
    there = world.administrator(OTHER);
    accountRole = accountRole(there, OTHER);
    role = jobRole(there, "ci-deploy");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void eachAccountIsReachedThroughItsOwnRole() {
    IamRolePolicies policies = world.policies(through(accountRole, EXTERNAL_ID));
    String here = jobRole(world.administrator(HOME), "ci-deploy");

    await(policies.putInline(role, denying("a")));
    await(policies.putManaged(role, 1, denying("b")));

    assertThat(world.isDenied(role, "a")).isTrue();
    assertThat(world.isDenied(role, "b")).isTrue();
    assertThat(world.isDenied(here, "a")).isFalse();
    await(policies.putInline(here, denying("c")));
    assertThat(world.isDenied(here, "c")).isTrue();
    assertThat(world.isDenied(role, "c")).isFalse();
  }

  @Test
  void anAccountThatIsNotListedIsNotTakenForTheRevokersOwn() {
    IamRolePolicies policies = world.policies(Map.of());
    String namesake = jobRole(world.administrator(HOME), "ci-deploy");

    PolicyWriteException refused = refusal(policies.putInline(role, denying("a")));

    assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(refused.code()).isEqualTo("AccountNotListed");
    assertThat(await(policies.read(namesake)).inline()).isNull();
  }

  @Test
  void whoTheRevokerIsIsAskedUntilItIsKnown() {
    IamRolePolicies policies = world.policies(Map.of());
    String here = jobRole(world.administrator(HOME), "ci-deploy");

    world.aws.faults().stsDown(true);
    PolicyWriteException refused = refusal(policies.putInline(here, denying("a")));
    assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refused.code()).isEqualTo("GetCallerIdentity.ServiceUnavailable");
    world.aws.faults().heal();
    await(policies.putInline(here, denying("a")));
    world.aws.faults().stsDown(true);

    await(policies.putInline(here, denying("b")));
    assertThat(world.isDenied(here, "b")).isTrue();
  }

  @Test
  void aWrongExternalIdConcernsThatAccountAlone() {
    Map<String, String> accounts = new HashMap<>(through(accountRole, EXTERNAL_ID));
    IamAsyncClient third = world.administrator(THIRD);
    accounts.putAll(through(accountRole(third, THIRD), "guessed"));
    String unreached = jobRole(third, "ci-deploy");
    IamRolePolicies policies = world.policies(accounts);

    PolicyWriteException refused = refusal(policies.putInline(unreached, denying("a")));

    assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(refused.code()).isEqualTo("AssumeRole.AccessDenied");
    for (Throwable e = refused; e != null; e = e.getCause()) {
      assertThat(e.toString()).doesNotContain("guessed");
    }
    await(policies.putInline(role, denying("a")));
    assertThat(world.isDenied(role, "a")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"aws-cn, aws-cn-global", "aws-us-gov, aws-us-gov-global"})
  void otherPartitionsAreReachedFromAProfile(
      String partition, String region, @TempDir Path directory) throws IOException {
    IamAsyncClient administrator = world.administrator(THIRD, Region.of(region));
    AccessKey key =
        world.aws.createUser(
            THIRD,
            "revoker",
            OperatorsPage.policy("assume-account-roles").replace("arn:aws:", arn(partition)));
    world.profile(directory, "elsewhere", key);
    String elsewhere = jobRole(administrator, "ci-deploy");
    String through = partitionRole(administrator, partition);
    IamRolePolicies policies =
        world.policies(
            Map.of(
                "\"%s\".role-arn".formatted(THIRD), through,
                "\"%s\".external-id".formatted(THIRD), EXTERNAL_ID,
                "\"%s\".profile".formatted(THIRD), "elsewhere"));

    await(policies.putInline(elsewhere, denying("a")));
    await(policies.putManaged(elsewhere, 1, denying("b")));

    assertThat(elsewhere).startsWith(arn(partition));
    assertThat(world.isDenied(elsewhere, "a")).isTrue();
    assertThat(world.isDenied(elsewhere, "b")).isTrue();
    assertThat(await(policies.read(elsewhere)).managed()).containsOnlyKeys(1);
    await(policies.removeManaged(elsewhere, 1));
  }

  @Test
  void credentialsAreRenewedBeforeTheyExpireWithoutWaitingForSts() {
    IamRolePolicies policies = world.policies(through(accountRole, EXTERNAL_ID));
    await(policies.putInline(role, denying("a")));

    world.aws.faults().stsDown(true);
    world.clock.advance(Duration.ofMinutes(56));
    await(policies.putInline(role, denying("b")));
    world.clock.advance(Duration.ofMinutes(4));
    PolicyWriteException refused = refusal(policies.putInline(role, denying("c")));
    assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refused.code()).isEqualTo("AssumeRole.ServiceUnavailable");

    world.aws.faults().heal();
    await(policies.putInline(role, denying("c")));
    assertThat(world.isDenied(role, "c")).isTrue();
  }

  @Test
  void credentialsThatAwsCallsExpiredAreForgotten() {
    Clock slow = Clock.fixed(world.clock.instant(), ZoneOffset.UTC);
    IamRolePolicies policies = world.policies(through(accountRole, EXTERNAL_ID), slow);
    await(policies.putInline(role, denying("a")));

    world.clock.advance(Duration.ofHours(1));
    PolicyWriteException refused = refusal(policies.putInline(role, denying("b")));

    assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refused.code()).isEqualTo("ExpiredToken");
    await(policies.putInline(role, denying("b")));
    assertThat(world.isDenied(role, "b")).isTrue();
  }

  private static String partitionRole(IamAsyncClient administrator, String partition) {
    String arn =
        administrator
            .createRole(r ->
                r.roleName("curfew-revoker")
                    .assumeRolePolicyDocument(
                        OperatorsPage.policy("account-role-trust")
                            .replace("111122223333:role/curfew-revoker", THIRD + ":user/revoker")
                            .replace("arn:aws:", arn(partition))))
            .join()
            .role()
            .arn();
    administrator
        .putRolePolicy(r ->
            r.roleName("curfew-revoker")
                .policyName("curfew")
                .policyDocument(
                    World.page("revoker-policy", THIRD).replace("arn:aws:", arn(partition))))
        .join();
    return arn;
  }

  private static String arn(String partition) {
    return "arn:%s:".formatted(partition);
  }
}
