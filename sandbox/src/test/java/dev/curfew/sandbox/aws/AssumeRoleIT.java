package dev.curfew.sandbox.aws;

import static dev.curfew.sandbox.aws.Aws.ACCOUNT;
import static dev.curfew.sandbox.aws.Aws.ALLOW_ALL;
import static dev.curfew.sandbox.aws.Aws.OTHER_ACCOUNT;
import static dev.curfew.sandbox.aws.Aws.credentials;
import static dev.curfew.sandbox.aws.Aws.error;
import static dev.curfew.sandbox.aws.Aws.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.Tag;

class AssumeRoleIT {
  private static final String NOTHING = Aws.identityPolicy("Deny", "{}");

  private Aws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void answersInAwsShapes() {
    String role = aws.role("deploy");

    AssumeRoleResponse answer =
        aws.assume(
            aws.admin,
            r ->
                r.roleArn(role)
                    .roleSessionName("@7kq2abcd")
                    .durationSeconds(900)
                    .sourceIdentity("run-1")
                    .policy(ALLOW_ALL));

    assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(answer.credentials().expiration()).isEqualTo(Instant.parse("2026-03-01T12:15:00Z"));
    assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:@7kq2abcd");
    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/deploy/@7kq2abcd");
    assertThat(answer.sourceIdentity()).isEqualTo("run-1");
    assertThat(answer.getValueForField("PackedPolicySize", Integer.class)).hasValue(5);
  }

  @Test
  void theSessionIsWhoItWasNamed() {
    AwsCredentials session = aws.session(aws.role("deploy"), "job-1");

    try (StsClient sts = aws.sts(session)) {
      GetCallerIdentityResponse identity = sts.getCallerIdentity();
      assertThat(identity.account()).isEqualTo(ACCOUNT);
      assertThat(identity.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/deploy/job-1");
      assertThat(identity.userId()).endsWith(":job-1");
    }
  }

  @Test
  void aRoleThatDoesNotTrustTheCallerRefuses() {
    String role = aws.role("deploy", Aws.trust("arn:aws:iam::111122223333:user/somebody"));

    assertThat(refusal(() -> aws.session(role, "job-1")))
        .hasMessageContaining(
            "User: arn:aws:iam::111122223333:user/admin is not authorized to perform:"
                + " sts:AssumeRole on resource: "
                + role
                + " because no role trust policy allows the sts:AssumeRole action");
    assertThat(error(() -> aws.session(role + "x", "job-1"))).isEqualTo("403 AccessDenied");
    String otherPath = aws.role("open").replace("role/", "role/ci/");
    assertThat(error(() -> aws.session(otherPath, "job-1"))).isEqualTo("403 AccessDenied");
  }

  @Test
  void trustInTheAccountLeavesItToTheCallersPolicy() {
    String byAccount = aws.role("by-account", Aws.trust(ACCOUNT));
    String byName = aws.role("by-name", Aws.trust("arn:aws:iam::111122223333:user/powerless"));
    AwsCredentials powerless =
        aws.user(
            ACCOUNT,
            "powerless",
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}");

    assertThat(error(() -> assume(powerless, byAccount))).isEqualTo("403 AccessDenied");
    assertThatCode(() -> assume(powerless, byName)).doesNotThrowAnyException();
    assertThatCode(() -> assume(aws.admin, byAccount)).doesNotThrowAnyException();
  }

  @Test
  void anotherAccountNeedsTrustAndItsOwnPolicy() {
    String trusting = aws.role("trusting", Aws.trust(OTHER_ACCOUNT));
    AwsCredentials allowed = aws.user(OTHER_ACCOUNT, "allowed", ALLOW_ALL);
    AwsCredentials denied = aws.user(OTHER_ACCOUNT, "denied", NOTHING);

    assertThatCode(() -> assume(allowed, trusting)).doesNotThrowAnyException();
    assertThat(error(() -> assume(denied, trusting))).isEqualTo("403 AccessDenied");
    assertThat(error(() -> assume(allowed, aws.role("closed")))).isEqualTo("403 AccessDenied");
  }

  @Test
  void trustConditionsSeeExternalIdAndTags() {
    String role =
        aws.role(
            "deploy",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},
              "Action":["sts:AssumeRole","sts:TagSession"],"Condition":{
                "StringEquals":{"sts:ExternalId":"ext","aws:RequestTag/team":"blue"},
                "StringLike":{"sts:RoleSessionName":"job-*"},
                "ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}}\
            """
                .formatted(ACCOUNT));

    assertThatCode(() -> assumeTagged(role, "job-1", "ext", "team")).doesNotThrowAnyException();
    assertThat(error(() -> assumeTagged(role, "job-1", "other", "team")))
        .isEqualTo("403 AccessDenied");
    assertThat(error(() -> assumeTagged(role, "shell", "ext", "team")))
        .isEqualTo("403 AccessDenied");
    assertThat(error(() -> assumeTagged(role, "job-1", "ext", "cost")))
        .isEqualTo("403 AccessDenied");
  }

  @Test
  void tagsAndSourceIdentityTakePermissionsOfTheirOwn() {
    String role =
        aws.role(
            "deploy",
            """
            {"Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}\
            """
                .formatted(ACCOUNT));

    assertThat(refusal(() -> assumeTagged(role, "job-1", "ext", "team")))
        .hasMessageContaining("sts:TagSession");
    assertThat(
            refusal(() ->
                aws.assume(
                    aws.admin,
                    r -> r.roleArn(role).roleSessionName("job-1").sourceIdentity("run-1"))))
        .hasMessageContaining("sts:SetSourceIdentity");
  }

  @Test
  void transitiveTagsAndSourceIdentityGoThroughAChain() {
    String first = aws.role("first");
    String second = aws.role("second", Aws.trust(first));
    AwsCredentials session =
        credentials(
            aws.assume(
                    aws.admin,
                    r ->
                        r.roleArn(first)
                            .roleSessionName("job-1")
                            .sourceIdentity("run-1")
                            .tags(tag("team"), tag("cost"))
                            .transitiveTagKeys("team"))
                .credentials());
    aws.putPolicy(
        "second",
        "probe",
        Aws.identityPolicy(
            "Deny",
            """
            {"StringEquals":{"aws:PrincipalTag/Team":"blue","aws:SourceIdentity":"run-1"},
             "Null":{"aws:PrincipalTag/cost":"true"}}\
            """));

    AssumeRoleResponse chained =
        aws.assume(session, r -> r.roleArn(second).roleSessionName("job-2"));

    assertThat(chained.sourceIdentity()).isEqualTo("run-1");
    assertThat(refusal(() -> aws.probe(credentials(chained.credentials()))))
        .hasMessageContaining("with an explicit deny");
    assertThat(
            error(() ->
                aws.assume(
                    session, r -> r.roleArn(second).roleSessionName("j2").sourceIdentity("run-2"))))
        .isEqualTo("403 AccessDenied");
    assertThat(
            error(() ->
                aws.assume(
                    session, r -> r.roleArn(second).roleSessionName("j2").tags(tag("TEAM")))))
        .isEqualTo("400 InvalidParameterValue");
  }

  @Test
  void aChainLastsAnHourAtMost() {
    String first = aws.role("first");
    String second = aws.role("second", Aws.trust(first));
    AwsCredentials session = aws.session(first, "job-1");

    assertThat(
            error(() ->
                aws.assume(
                    session, r -> r.roleArn(second).roleSessionName("j2").durationSeconds(3_601))))
        .isEqualTo("400 ValidationError");
    assertThatCode(() ->
            aws.assume(
                session, r -> r.roleArn(second).roleSessionName("j2").durationSeconds(3_600)))
        .doesNotThrowAnyException();
  }

  @Test
  void durationsStayWithinStsAndTheRole() {
    String role = aws.role("deploy");
    try (IamClient iam = aws.iam(aws.admin)) {
      String trust = Aws.trust(ACCOUNT);
      iam.createRole(r -> r.roleName("short").assumeRolePolicyDocument(trust));
    }
    String shortRole = role.replace("deploy", "short");

    assertThat(errorOfDuration(role, 899)).isEqualTo("400 ValidationError");
    assertThat(errorOfDuration(role, 43_201)).isEqualTo("400 ValidationError");
    assertThat(errorOfDuration(shortRole, 3_601)).isEqualTo("400 ValidationError");
    assertThatCode(() ->
            aws.assume(
                aws.admin, r -> r.roleArn(role).roleSessionName("j1").durationSeconds(43_200)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a b", "a/b", "a:b", "é1"})
  void sessionNamesHaveARule(String name) {
    String role = aws.role("deploy");

    assertThat(error(() -> aws.session(role, name))).isEqualTo("400 ValidationError");
    assertThat(error(() -> aws.session(role, "x".repeat(65)))).isEqualTo("400 ValidationError");
  }

  @Test
  void sessionPoliciesAreChecked() {
    String role = aws.role("deploy");

    assertThat(refusal(() -> assumeWithPolicy(role, "{\"Statement\":{}}")))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    assertThat(error(() -> assumeWithPolicy(role, ALLOW_ALL + " ".repeat(2_048))))
        .isEqualTo("400 ValidationError");
  }

  private void assume(AwsCredentials by, String role) {
    aws.assume(by, r -> r.roleArn(role).roleSessionName("job-1"));
  }

  private void assumeWithPolicy(String role, String policy) {
    aws.assume(aws.admin, r -> r.roleArn(role).roleSessionName("job-1").policy(policy));
  }

  private void assumeTagged(String role, String name, String externalId, String key) {
    aws.assume(
        aws.admin,
        r -> r.roleArn(role).roleSessionName(name).externalId(externalId).tags(tag(key)));
  }

  private String errorOfDuration(String role, int seconds) {
    return error(() ->
        aws.assume(aws.admin, r -> r.roleArn(role).roleSessionName("j1").durationSeconds(seconds)));
  }

  private static Tag tag(String key) {
    return Tag.builder().key(key).value("blue").build();
  }
}
