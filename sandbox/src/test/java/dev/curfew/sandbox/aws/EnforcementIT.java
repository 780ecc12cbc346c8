package dev.curfew.sandbox.aws;

import static dev.curfew.sandbox.aws.Aws.credentials;
import static dev.curfew.sandbox.aws.Aws.error;
import static dev.curfew.sandbox.aws.Aws.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.aws.policy.Decision;
import dev.curfew.sandbox.aws.policy.PolicyKind;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

class EnforcementIT {
  private static final String DENY_PREFIX =
      Aws.identityPolicy(
          "Deny",
          """
          {"StringLike":{"aws:userid":"*:@7k*"},
           "DateLessThan":{"aws:TokenIssueTime":"2026-03-01T12:00:01Z"}}\
          """);

  private Aws aws;
  private String role;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
    role = aws.role("deploy");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aDenyKillsExactlyTheSessionsItNames() {
    AwsCredentials dead = aws.session(role, "@7kq2abcd");
    AwsCredentials neighbour = aws.session(role, "@7jq2abcd");
    assertThatCode(() -> aws.probe(dead)).doesNotThrowAnyException();

    aws.putPolicy("deploy", "curfew", DENY_PREFIX);
    aws.clock.advance(Duration.ofSeconds(1));
    AwsCredentials later = aws.session(role, "@7kzzzzzz");

    assertThat(refusal(() -> aws.probe(dead)))
        .hasMessageContaining(
            "User: arn:aws:sts::111122223333:assumed-role/deploy/@7kq2abcd is not authorized to"
                + " perform: iam:ListAccountAliases on resource: *"
                + " with an explicit deny in an identity-based policy");
    assertThatCode(() -> aws.probe(neighbour)).doesNotThrowAnyException();
    assertThatCode(() -> aws.probe(later)).doesNotThrowAnyException();
  }

  @Test
  void whoIsDeniedEverythingCanStillAskWhoTheyAre() {
    AwsCredentials session = aws.session(role, "@7kq2abcd");
    aws.putPolicy("deploy", "curfew", DENY_PREFIX);

    try (StsClient sts = aws.sts(session)) {
      assertThatCode(sts::getCallerIdentity).doesNotThrowAnyException();
    }
  }

  @Test
  void whoIsDeniedCannotLiftTheDeny() {
    AwsCredentials session = aws.session(role, "@7kq2abcd");
    aws.putPolicy("deploy", "curfew", DENY_PREFIX);

    try (IamClient iam = aws.iam(session)) {
      assertThat(
              refusal(() -> iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("curfew"))))
          .hasMessageContaining("iam:DeleteRolePolicy on resource: role deploy with an explicit");
      assertThat(error(() -> iam.getRole(r -> r.roleName("none")))).isEqualTo("403 AccessDenied");
      assertThat(
              error(() ->
                  iam.createRole(r -> r.roleName("x").assumeRolePolicyDocument(Aws.trust("*")))))
          .isEqualTo("403 AccessDenied");
    }
  }

  @Test
  void aPolicyCanBeAboutOneRole() {
    AwsCredentials keeper =
        aws.user(
            Aws.ACCOUNT,
            "keeper",
            """
            {"Statement":{"Effect":"Allow","Action":"iam:*RolePolic*",
              "Resource":"arn:aws:iam::111122223333:role/dep*"}}\
            """);
    aws.role("other");

    try (IamClient iam = aws.iam(keeper)) {
      assertThatCode(() -> iam.listRolePolicies(r -> r.roleName("deploy")))
          .doesNotThrowAnyException();
      assertThat(error(() -> iam.listRolePolicies(r -> r.roleName("other"))))
          .isEqualTo("403 AccessDenied");
      assertThat(error(() -> iam.getRole(r -> r.roleName("deploy")))).isEqualTo("403 AccessDenied");
    }
  }

  @Test
  void aLeashEndsASessionBeforeItsExpiry() {
    String leash =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"*","Resource":"*","Condition":
            {"DateGreaterThanEquals":{"aws:CurrentTime":"2026-03-01T12:01:00Z"}}}]}\
        """;
    AwsCredentials session =
        credentials(
            aws.assume(aws.admin, r -> r.roleArn(role).roleSessionName("job-1").policy(leash))
                .credentials());

    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
    aws.clock.advance(Duration.ofSeconds(60));

    assertThat(refusal(() -> aws.probe(session)))
        .hasMessageContaining("with an explicit deny in a session policy");
  }

  @Test
  void withoutAnAllowNothingGoes() {
    AwsCredentials session = aws.session(role, "job-1");
    try (IamClient iam = aws.iam(aws.admin)) {
      iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("all"));
    }

    assertThat(refusal(() -> aws.probe(session)))
        .hasMessageContaining(
            "because no identity-based policy allows the iam:ListAccountAliases action");
  }

  @Test
  void theControlPlaneShowsAWriteAtOnceAndEnforcementLags() {
    aws.clock.advance(Duration.ofSeconds(10));
    aws.sandbox.faults().iamLag(Duration.ofSeconds(4));
    AwsCredentials session = aws.session(role, "@7kq2abcd");
    String deny = DENY_PREFIX.replace("12:00:01", "12:01:00");

    aws.putPolicy("deploy", "curfew", deny);
    try (IamClient iam = aws.iam(aws.admin)) {
      assertThat(iam.listRolePolicies(r -> r.roleName("deploy")).policyNames())
          .containsExactly("all", "curfew");
    }
    aws.clock.advance(Duration.ofMillis(3_999));
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
    aws.clock.advance(Duration.ofMillis(1));
    assertThat(error(() -> aws.probe(session))).isEqualTo("403 AccessDenied");

    // Lifting a deny lags as well.
    try (IamClient iam = aws.iam(aws.admin)) {
      iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("curfew"));
    }
    assertThat(error(() -> aws.probe(session))).isEqualTo("403 AccessDenied");
    aws.clock.advance(Duration.ofSeconds(4));
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
  }

  @Test
  void decisionsCanBeAskedForWithoutACall() {
    AwsCredentials session = aws.session(role, "@7kq2abcd");
    assertThat(evaluate(session)).isEqualTo(new Decision.Allowed());

    aws.putPolicy("deploy", "curfew", DENY_PREFIX);

    assertThat(evaluate(session))
        .isEqualTo(new Decision.ExplicitlyDenied(PolicyKind.IDENTITY, "curfew", "statement 1"));
    aws.clock.advance(Duration.ofHours(1));
    assertThatThrownBy(() -> evaluate(session)).hasMessageContaining("expired");
  }

  @Test
  void aDenyOnUsersKeysCannotLookAtAnIssueTime() {
    AwsCredentials user =
        aws.user(
            Aws.ACCOUNT,
            "old",
            """
            {"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
              {"Effect":"Deny","Action":"*","Resource":"*","Condition":
                {"DateLessThan":{"aws:TokenIssueTime":"2099-01-01T00:00:00Z"}}}]}\
            """);

    assertThatCode(() -> aws.probe(user)).doesNotThrowAnyException();
  }

  @Test
  void aSessionDiesWithItsRole() {
    AwsCredentials session = aws.session(role, "job-1");
    try (IamClient iam = aws.iam(aws.admin)) {
      iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("all"));
      iam.deleteRole(r -> r.roleName("deploy"));
    }
    aws.role("deploy");

    assertThat(error(() -> aws.probe(session))).isEqualTo("403 InvalidClientTokenId");
  }

  @Test
  void aKeyThatIsNotEmulatedFailsTheCall() {
    AwsCredentials session = aws.session(role, "job-1");
    aws.putPolicy(
        "deploy",
        "net",
        Aws.identityPolicy("Deny", "{\"StringEquals\":{\"aws:SourceVpc\":\"v\"}}"));

    assertThat(refusal(() -> aws.probe(session)))
        .hasMessageContaining(
            "not emulated: condition key aws:SourceVpc in statement 1 of policy net")
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500));
  }

  private Decision evaluate(AwsCredentials session) {
    return aws.sandbox.evaluate(session.accessKeyId(), "iam:ListAccountAliases", "*");
  }
}
