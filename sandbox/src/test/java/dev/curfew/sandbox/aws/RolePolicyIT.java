package dev.curfew.sandbox.aws;

import static dev.curfew.sandbox.aws.Aws.ALLOW_ALL;
import static dev.curfew.sandbox.aws.Aws.error;
import static dev.curfew.sandbox.aws.Aws.ofSize;
import static dev.curfew.sandbox.aws.Aws.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

class RolePolicyIT {
  private Aws aws;
  private IamClient iam;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
    iam = aws.iam(aws.admin);
  }

  @AfterEach
  void stop() {
    iam.close();
    aws.close();
  }

  @Test
  void aRoleIsGivenBackAsItWasCreated() {
    String trust = Aws.trust("*");
    iam.createRole(r ->
        r.roleName("deploy")
            .path("/ci/")
            .assumeRolePolicyDocument(trust)
            .description("a < b & c")
            .tags(Tag.builder().key("team").value("blue").build())
            .maxSessionDuration(7_200));

    Role role = iam.getRole(r -> r.roleName("DEPLOY")).role();

    assertThat(role.arn()).isEqualTo("arn:aws:iam::111122223333:role/ci/deploy");
    assertThat(role.roleId()).matches("AROA[A-Z2-7]{17}");
    assertThat(role.description()).isEqualTo("a < b & c");
    assertThat(role.maxSessionDuration()).isEqualTo(7_200);
    assertThat(role.createDate()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(role.tags()).singleElement().matches(t -> t.value().equals("blue"));
    assertThat(decoded(role.assumeRolePolicyDocument())).isEqualTo(trust);
  }

  @Test
  void aPolicyIsGivenBackAsItWasWritten() {
    aws.role("deploy");
    String document = ALLOW_ALL.replace("{", "{ \n\t");

    aws.putPolicy("deploy", "a+b", document);
    String stored = iam.getRolePolicy(r -> r.roleName("deploy").policyName("a+b")).policyDocument();

    assertThat(stored).doesNotContain(" ", "{", "+");
    assertThat(decoded(stored)).isEqualTo(document);
  }

  @Test
  void policiesAreListedByPages() {
    aws.role("deploy");
    aws.putPolicy("deploy", "b", ALLOW_ALL);
    aws.putPolicy("deploy", "c", ALLOW_ALL);

    assertThat(
            iam.listRolePoliciesPaginator(r -> r.roleName("deploy").maxItems(2)).stream()
                .flatMap(page -> page.policyNames().stream()))
        .containsExactly("all", "b", "c");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    aws.role("deploy");

    assertThat(refusal(() -> iam.getRole(r -> r.roleName("none"))))
        .isInstanceOf(NoSuchEntityException.class)
        .hasMessageContaining("The role with name none cannot be found.");
    assertThat(refusal(() -> iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("none"))))
        .isInstanceOf(NoSuchEntityException.class)
        .hasMessageContaining("The role policy with name none cannot be found.");
  }

  @Test
  void aRoleIsDeletedOnlyWithoutPolicies() {
    aws.role("deploy");

    assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("deploy"))))
        .isInstanceOf(DeleteConflictException.class);
    iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("all"));
    iam.deleteRole(r -> r.roleName("deploy"));

    assertThat(error(() -> iam.getRole(r -> r.roleName("deploy")))).isEqualTo("404 NoSuchEntity");
  }

  @Test
  void namesOfRolesAreUniqueInAnAccountOnly() {
    aws.role("deploy");
    IamClient other = aws.iam(aws.user(Aws.OTHER_ACCOUNT, "admin", ALLOW_ALL));

    assertThat(refusal(() -> aws.role("Deploy"))).isInstanceOf(EntityAlreadyExistsException.class);
    assertThat(
            other
                .createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(Aws.trust("*")))
                .role()
                .arn())
        .isEqualTo("arn:aws:iam::444455556666:role/deploy");
    other.close();
  }

  @Test
  void inlinePoliciesShareTheirSizeLimitAndWhiteSpaceIsFree() {
    iam.createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(Aws.trust("*")));
    aws.putPolicy("deploy", "a", ofSize(10_000));
    aws.putPolicy("deploy", "b", ofSize(240) + " \n".repeat(5_000));

    assertThat(refusal(() -> aws.putPolicy("deploy", "b", ofSize(241))))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Maximum policy size of 10240 bytes exceeded for role deploy");
    // Writing over a policy frees what it had.
    assertThatCode(() -> aws.putPolicy("deploy", "a", ofSize(9_999))).doesNotThrowAnyException();
    assertThatCode(() -> aws.putPolicy("deploy", "b", ofSize(241))).doesNotThrowAnyException();
  }

  @Test
  void malformedPoliciesAreNotStored() {
    aws.role("deploy");

    assertThat(refusal(() -> aws.putPolicy("deploy", "bad", "{\"Statement\":{}}")))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    assertThat(
            refusal(() ->
                iam.createRole(r -> r.roleName("x").assumeRolePolicyDocument(Aws.trust("nobody")))))
        .isInstanceOf(MalformedPolicyDocumentException.class)
        .hasMessageContaining("Invalid principal in policy: \"AWS\":\"nobody\"");
    assertThat(iam.listRolePolicies(r -> r.roleName("deploy")).policyNames())
        .containsExactly("all");
  }

  @Test
  void namesAndDurationsAreChecked() {
    assertThat(error(() -> iam.getRole(r -> r.roleName("a/b")))).isEqualTo("400 ValidationError");
    assertThat(error(() -> iam.getRole(r -> r.roleName("x".repeat(65)))))
        .isEqualTo("400 ValidationError");
    String notXml = "\u0000\u000B <&".repeat(20);
    assertThat(refusal(() -> iam.getRole(r -> r.roleName(notXml))))
        .hasMessageContaining("\uFFFD <&");
    assertThat(
            error(() ->
                iam.createRole(r ->
                    r.roleName("x")
                        .assumeRolePolicyDocument(Aws.trust("*"))
                        .maxSessionDuration(3_599))))
        .isEqualTo("400 ValidationError");
  }

  @Test
  void whatAwsMadeForItselfCannotBeChanged() {
    aws.sandbox.createServiceLinkedRole(
        "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX");

    assertThat(refusal(() -> aws.putPolicy("AWSServiceRoleForX", "a", ALLOW_ALL)))
        .isInstanceOf(UnmodifiableEntityException.class)
        .hasMessageContaining("this role is only modifiable by AWS");
    assertThat(
            error(
                () -> iam.deleteRolePolicy(r -> r.roleName("AWSServiceRoleForX").policyName("a"))))
        .isEqualTo("400 UnmodifiableEntity");
    assertThat(error(() -> iam.deleteRole(r -> r.roleName("AWSServiceRoleForX"))))
        .isEqualTo("400 UnmodifiableEntity");
    assertThat(iam.listRolePolicies(r -> r.roleName("AWSServiceRoleForX")).policyNames()).isEmpty();
  }

  @Test
  void whatIsNotEmulatedIsRefusedLoudly() {
    assertThat(error(() -> iam.listRoles())).isEqualTo("400 InvalidAction");
    assertThat(
            refusal(() ->
                iam.createRole(r ->
                    r.roleName("x")
                        .assumeRolePolicyDocument(Aws.trust("*"))
                        .permissionsBoundary("arn:aws:iam::aws:policy/Boundary"))))
        .hasMessageContaining("not emulated: parameter PermissionsBoundary of CreateRole")
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500));
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
