package dev.curfew.sandbox.aws;

import static dev.curfew.sandbox.aws.Aws.ALLOW_ALL;
import static dev.curfew.sandbox.aws.Aws.credentials;
import static dev.curfew.sandbox.aws.Aws.error;
import static dev.curfew.sandbox.aws.Aws.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.aws.policy.Decision;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sts.StsClient;

/// One identity that works in several accounts, each through a role of that account.
class AccountsIT {
  private static final String REVOKER = "arn:aws:iam::444455556666:role/curfew-revoker";

  private Aws aws;
  private AwsCredentials revoker;
  private IamClient there;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
    revoker = aws.user(Aws.ACCOUNT, "revoker", ALLOW_ALL);
    there = aws.iam(aws.user(Aws.OTHER_ACCOUNT, "admin", ALLOW_ALL));
    there.createRole(r ->
        r.roleName("curfew-revoker")
            .assumeRolePolicyDocument(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                  "Principal":{"AWS":"arn:aws:iam::111122223333:user/revoker"},
                  "Action":"sts:AssumeRole",
                  "Condition":{"StringEquals":{"sts:ExternalId":"acme-7"}}}}\
                """));
    there.putRolePolicy(
        r -> r.roleName("curfew-revoker").policyName("all").policyDocument(ALLOW_ALL));
    there.createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(Aws.trust("*")));
    aws.role("deploy");
  }

  @AfterEach
  void stop() {
    there.close();
    aws.close();
  }

  @Test
  void callsOfARoleActOnItsAccountOnly() {
    try (IamClient iam = aws.iam(assume("acme-7"))) {
      iam.putRolePolicy(r -> r.roleName("deploy").policyName("curfew").policyDocument(ALLOW_ALL));
      assertThat(
              refusal(() ->
                  iam.getPolicy(r -> r.policyArn("arn:aws:iam::111122223333:policy/curfew/x"))))
          .hasMessageContaining("is not authorized to perform: iam:GetPolicy on resource: policy");
    }

    assertThat(there.listRolePolicies(r -> r.roleName("deploy")).policyNames())
        .containsExactly("curfew");
    try (IamClient here = aws.iam(aws.admin)) {
      assertThat(here.listRolePolicies(r -> r.roleName("deploy")).policyNames())
          .containsExactly("all");
    }
  }

  @Test
  void anotherAccountsRoleIsNotFoundByName() {
    there.createRole(r -> r.roleName("only-there").assumeRolePolicyDocument(Aws.trust("*")));

    try (IamClient iam = aws.iam(revoker)) {
      assertThat(refusal(() -> iam.getRole(r -> r.roleName("only-there"))))
          .isInstanceOf(NoSuchEntityException.class);
    }
  }

  @Test
  void aWrongExternalIdIsRefused() {
    assertThat(error(() -> assume("acme-8"))).isEqualTo("403 AccessDenied");
    assertThat(error(() -> assumeWithout())).isEqualTo("403 AccessDenied");
  }

  @Test
  void anAccountsWritesAreThrottledWhoeverMakesThem() {
    AwsCredentials session = assume("acme-7");
    aws.sandbox.faults().iamWritesPerSecond(1);

    try (IamClient iam = aws.iam(session)) {
      iam.putRolePolicy(r -> r.roleName("deploy").policyName("a").policyDocument(ALLOW_ALL));
    }

    assertThat(
            error(() ->
                there.putRolePolicy(
                    r -> r.roleName("deploy").policyName("b").policyDocument(ALLOW_ALL))))
        .isEqualTo("400 Throttling");
    assertThatCode(() -> aws.putPolicy("deploy", "a", ALLOW_ALL)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "aws-cn-global, cn-north-1, arn:aws-cn",
    "cn-northwest-1, cn-northwest-1, arn:aws-cn",
    "aws-us-gov-global, us-gov-west-1, arn:aws-us-gov"
  })
  void aPartitionIsAWorldOfItsOwn(String iamRegion, String stsRegion, String arn) {
    AwsCredentials session;
    try (IamClient iam = aws.iam(aws.admin, Region.of(iamRegion));
        StsClient sts = aws.sts(aws.admin, Region.of(stsRegion))) {
      String role =
          iam.createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(Aws.trust("*")))
              .role()
              .arn();
      assertThat(role).isEqualTo(arn + ":iam::111122223333:role/deploy");
      assertThat(iam.createPolicy(r -> r.policyName("p").policyDocument(ALLOW_ALL)).policy().arn())
          .isEqualTo(arn + ":iam::111122223333:policy/p");
      iam.attachRolePolicy(
          r -> r.roleName("deploy").policyArn(arn + ":iam::111122223333:policy/p"));
      session =
          credentials(sts.assumeRole(r -> r.roleArn(role).roleSessionName("j1")).credentials());
    }

    try (IamClient elsewhere = aws.iam(session)) {
      assertThat(error(elsewhere::listAccountAliases)).isEqualTo("403 InvalidClientTokenId");
    }
    try (IamClient iam = aws.iam(session, Region.of(iamRegion))) {
      assertThatCode(iam::listAccountAliases).doesNotThrowAnyException();
    }
  }

  @Test
  void aSessionCanBeOpenedWithoutACall() {
    Instant now = aws.clock.instant();
    String role = "arn:aws:iam::111122223333:role/deploy";

    OpenedSession session =
        aws.sandbox.openSession(
            role, "@7kq2abcd", now.minusSeconds(60), now.plus(Duration.ofMinutes(15)));

    assertThat(session.userId()).matches("AROA[A-Z2-7]{17}:@7kq2abcd");
    assertThat(evaluate(session).allowed()).isTrue();
    aws.putPolicy(
        "deploy",
        "curfew",
        Aws.identityPolicy(
            "Deny",
            """
            {"StringLike":{"aws:userid":"*:@7k*"},
             "DateLessThan":{"aws:TokenIssueTime":"2026-03-01T11:59:01Z"}}\
            """));
    assertThat(evaluate(session)).isInstanceOf(Decision.ExplicitlyDenied.class);
    aws.clock.advance(Duration.ofMinutes(15));
    assertThatThrownBy(() -> evaluate(session)).hasMessageContaining("expired");
    assertThatThrownBy(() -> aws.sandbox.openSession(role + "x", "j1", now, now))
        .hasMessage("no role " + role + "x");
  }

  private Decision evaluate(OpenedSession session) {
    return aws.sandbox.evaluate(session.accessKeyId(), "iam:ListAccountAliases", "*");
  }

  private AwsCredentials assume(String externalId) {
    return credentials(
        aws.assume(
                revoker, r -> r.roleArn(REVOKER).roleSessionName("revoker").externalId(externalId))
            .credentials());
  }

  private void assumeWithout() {
    aws.assume(revoker, r -> r.roleArn(REVOKER).roleSessionName("revoker"));
  }
}
