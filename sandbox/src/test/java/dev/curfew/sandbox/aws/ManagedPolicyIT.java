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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

class ManagedPolicyIT {
  private static final String ARN = "arn:aws:iam::111122223333:policy/curfew/deny";
  private static final String DENY_ALL = Aws.identityPolicy("Deny", "{}");

  private Aws aws;
  private IamClient iam;
  private String role;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
    iam = aws.iam(aws.admin);
    role = aws.role("deploy");
  }

  @AfterEach
  void stop() {
    iam.close();
    aws.close();
  }

  @Test
  void aPolicyIsGivenBackAsItWasCreated() {
    String document = ALLOW_ALL.replace("{", "{ \n\t");
    iam.createPolicy(
        r -> r.policyName("deny").path("/curfew/").policyDocument(document).description("a < b"));

    Policy policy = iam.getPolicy(r -> r.policyArn(ARN)).policy();

    assertThat(policy.policyName()).isEqualTo("deny");
    assertThat(policy.path()).isEqualTo("/curfew/");
    assertThat(policy.policyId()).matches("ANPA[A-Z2-7]{17}");
    assertThat(policy.description()).isEqualTo("a < b");
    assertThat(policy.defaultVersionId()).isEqualTo("v1");
    assertThat(policy.attachmentCount()).isZero();
    assertThat(policy.isAttachable()).isTrue();
    String stored = version("v1").document();
    assertThat(stored).doesNotContain(" ", "{");
    assertThat(URLDecoder.decode(stored, StandardCharsets.UTF_8)).isEqualTo(document);
  }

  @Test
  void anAttachedPolicyIsEnforced() {
    create(DENY_ALL);
    AwsCredentials session = aws.session(role, "j1");
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();

    attach();
    attach();

    assertThat(refusal(() -> aws.probe(session)))
        .hasMessageContaining("with an explicit deny in an identity-based policy");
    assertThat(attached()).containsExactly(ARN);
    assertThat(iam.getPolicy(r -> r.policyArn(ARN)).policy().attachmentCount()).isEqualTo(1);
    assertThat(iam.listEntitiesForPolicy(r -> r.policyArn(ARN)).policyRoles())
        .singleElement()
        .matches(r -> r.roleName().equals("deploy"));
    iam.detachRolePolicy(r -> r.roleName("deploy").policyArn(ARN));
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
    assertThat(attached()).isEmpty();
  }

  @Test
  void onlyTheDefaultVersionIsEnforced() {
    create(ALLOW_ALL);
    attach();
    AwsCredentials session = aws.session(role, "j1");

    PolicyVersion second = createVersion(DENY_ALL, false);
    assertThat(second.isDefaultVersion()).isFalse();
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
    iam.setDefaultPolicyVersion(r -> r.policyArn(ARN).versionId(second.versionId()));
    assertThat(error(() -> aws.probe(session))).isEqualTo("403 AccessDenied");

    assertThat(createVersion(ALLOW_ALL, true).isDefaultVersion()).isTrue();
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
    assertThat(iam.listPolicyVersions(r -> r.policyArn(ARN)).versions())
        .extracting(PolicyVersion::versionId)
        .containsExactly("v3", "v2", "v1");
    assertThat(version("v3").isDefaultVersion()).isTrue();
    assertThat(version("v2").isDefaultVersion()).isFalse();
  }

  @Test
  void enforcementLagsBehindWhatIsShown() {
    create(DENY_ALL);
    aws.sandbox.faults().iamLag(Duration.ofSeconds(4));
    AwsCredentials session = aws.session(role, "j1");
    aws.clock.advance(Duration.ofSeconds(5));

    attach();
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
    aws.clock.advance(Duration.ofSeconds(4));
    assertThat(error(() -> aws.probe(session))).isEqualTo("403 AccessDenied");

    createVersion(ALLOW_ALL, true);
    assertThat(error(() -> aws.probe(session))).isEqualTo("403 AccessDenied");
    aws.clock.advance(Duration.ofSeconds(4));
    assertThatCode(() -> aws.probe(session)).doesNotThrowAnyException();
  }

  @Test
  void aPolicyHasFiveVersions() {
    create(ALLOW_ALL);
    for (int i = 2; i <= 5; i++) {
      createVersion(ALLOW_ALL, true);
    }

    assertThat(refusal(() -> createVersion(ALLOW_ALL, true)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("up to 5 versions");
    assertThat(refusal(() -> deleteVersion("v5")))
        .isInstanceOf(DeleteConflictException.class)
        .hasMessageContaining("Cannot delete the default version");
    deleteVersion("v1");
    assertThat(createVersion(ALLOW_ALL, false).versionId()).isEqualTo("v6");
    assertThat(refusal(() -> deleteVersion("v1"))).isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void aPolicyHasItsSizeLimitAndWhiteSpaceIsFree() {
    create(ofSize(6_144) + " ".repeat(5_000));

    assertThat(refusal(() -> createVersion(ofSize(6_145), true)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("PolicySize: 6144");
    assertThat(
            refusal(() -> iam.createPolicy(r -> r.policyName("x").policyDocument(ofSize(6_145)))))
        .isInstanceOf(LimitExceededException.class);
    assertThat(refusal(() -> createVersion("{}", true)))
        .isInstanceOf(MalformedPolicyDocumentException.class);
  }

  @Test
  void aRoleHasTenPolicies() {
    for (int i = 1; i <= 10; i++) {
      String arn = createOther("p" + i);
      iam.attachRolePolicy(r -> r.roleName("deploy").policyArn(arn));
    }
    create(ALLOW_ALL);

    assertThat(refusal(this::attach))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("PoliciesPerRole: 10");
    assertThat(attached()).hasSize(10);
  }

  @Test
  void aPolicyIsDeletedOnlyWhenNothingHangsOnIt() {
    create(ALLOW_ALL);
    createVersion(ALLOW_ALL, true);
    attach();

    assertThat(refusal(this::delete))
        .isInstanceOf(DeleteConflictException.class)
        .hasMessageContaining("attached to entities");
    iam.detachRolePolicy(r -> r.roleName("deploy").policyArn(ARN));
    assertThat(refusal(this::delete))
        .isInstanceOf(DeleteConflictException.class)
        .hasMessageContaining("more than one version");
    deleteVersion("v1");
    delete();

    assertThat(refusal(() -> iam.getPolicy(r -> r.policyArn(ARN))))
        .isInstanceOf(NoSuchEntityException.class);
    assertThat(refusal(this::attach)).isInstanceOf(NoSuchEntityException.class);
    assertThat(refusal(() -> iam.detachRolePolicy(r -> r.roleName("deploy").policyArn(ARN))))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatCode(() -> create(ALLOW_ALL)).doesNotThrowAnyException();
  }

  @Test
  void aRoleIsDeletedOnlyWithoutAttachedPolicies() {
    create(ALLOW_ALL);
    attach();
    iam.deleteRolePolicy(r -> r.roleName("deploy").policyName("all"));

    assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("deploy"))))
        .isInstanceOf(DeleteConflictException.class)
        .hasMessageContaining("must detach all policies first");
    iam.detachRolePolicy(r -> r.roleName("deploy").policyArn(ARN));
    iam.deleteRole(r -> r.roleName("deploy"));

    assertThat(refusal(this::attach)).isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void namesAreUniqueInAnAccountWhateverTheirPath() {
    create(ALLOW_ALL);

    assertThat(refusal(() -> iam.createPolicy(r -> r.policyName("Deny").policyDocument(ALLOW_ALL))))
        .isInstanceOf(EntityAlreadyExistsException.class);
    assertThat(
            refusal(() -> iam.getPolicy(r -> r.policyArn("arn:aws:iam::111122223333:policy/deny"))))
        .isInstanceOf(NoSuchEntityException.class);
    assertThat(error(() -> iam.getPolicy(r -> r.policyArn("arn:aws:iam::x:policy/deny/none"))))
        .isEqualTo("400 ValidationError");
  }

  @Test
  void listsAreRestrictedByPathAndPaged() {
    create(ALLOW_ALL);
    for (String name : List.of("a", "b", "c")) {
      createOther(name);
    }
    attach();
    iam.attachRolePolicy(r -> r.roleName("deploy").policyArn(arn("a")));

    assertThat(
            iam.listPoliciesPaginator(
                    r -> r.scope(PolicyScopeType.LOCAL).pathPrefix("/other/").maxItems(2))
                .policies())
        .extracting(Policy::policyName)
        .containsExactly("a", "b", "c");
    assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL).onlyAttached(true)).policies())
        .extracting(Policy::policyName)
        .containsExactly("a", "deny");
    assertThat(
            iam.listAttachedRolePoliciesPaginator(r -> r.roleName("deploy").maxItems(1))
                .attachedPolicies())
        .extracting(AttachedPolicy::policyArn)
        .containsExactly(ARN, arn("a"));
    assertThat(
            iam.listAttachedRolePolicies(r -> r.roleName("deploy").pathPrefix("/curfew/"))
                .attachedPolicies())
        .extracting(AttachedPolicy::policyName)
        .containsExactly("deny");
    createVersion(ALLOW_ALL, true);
    createVersion(ALLOW_ALL, true);
    assertThat(iam.listPolicyVersionsPaginator(r -> r.policyArn(ARN).maxItems(1)).versions())
        .extracting(PolicyVersion::versionId)
        .containsExactly("v3", "v2", "v1");
    assertThat(error(() -> iam.listPolicies())).isEqualTo("500 InternalFailure");
  }

  @Test
  void whoMayAttachCanBeRestrictedToPoliciesOfAPath() {
    create(ALLOW_ALL);
    createOther("a");
    String allowed =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
          "Action":["iam:AttachRolePolicy","iam:DetachRolePolicy"],
          "Resource":"arn:aws:iam::111122223333:role/*",
          "Condition":{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::*:policy/curfew/*"}}}}\
        """;

    try (IamClient restricted = aws.iam(aws.user(Aws.ACCOUNT, "restricted", allowed))) {
      restricted.attachRolePolicy(r -> r.roleName("deploy").policyArn(ARN));
      assertThat(
              refusal(
                  () -> restricted.attachRolePolicy(r -> r.roleName("deploy").policyArn(arn("a")))))
          .hasMessageContaining("iam:AttachRolePolicy on resource: role deploy because no");
      assertThat(refusal(() -> restricted.getPolicy(r -> r.policyArn(ARN))))
          .hasMessageContaining("iam:GetPolicy on resource: policy " + ARN);
    }
  }

  @Test
  void aServiceLinkedRoleTakesNoPolicy() {
    create(ALLOW_ALL);
    aws.sandbox.createServiceLinkedRole(
        "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX");

    assertThat(
            refusal(
                () -> iam.attachRolePolicy(r -> r.roleName("AWSServiceRoleForX").policyArn(ARN))))
        .isInstanceOf(UnmodifiableEntityException.class);
  }

  @Test
  void itsWritesCountAgainstTheAccountsRate() {
    create(ALLOW_ALL);
    aws.sandbox.faults().iamWritesPerSecond(3);

    attach();
    createVersion(ALLOW_ALL, true);
    deleteVersion("v1");

    assertThat(error(() -> createVersion(ALLOW_ALL, true))).isEqualTo("400 Throttling");
    assertThat(error(() -> aws.putPolicy("deploy", "all", ALLOW_ALL))).isEqualTo("400 Throttling");
    assertThatCode(this::attached).doesNotThrowAnyException();
  }

  private void create(String document) {
    iam.createPolicy(r -> r.policyName("deny").path("/curfew/").policyDocument(document));
  }

  private String createOther(String name) {
    return iam.createPolicy(r -> r.policyName(name).path("/other/").policyDocument(ALLOW_ALL))
        .policy()
        .arn();
  }

  private PolicyVersion createVersion(String document, boolean asDefault) {
    return iam.createPolicyVersion(
            r -> r.policyArn(ARN).policyDocument(document).setAsDefault(asDefault))
        .policyVersion();
  }

  private PolicyVersion version(String id) {
    return iam.getPolicyVersion(r -> r.policyArn(ARN).versionId(id)).policyVersion();
  }

  private void deleteVersion(String id) {
    iam.deletePolicyVersion(r -> r.policyArn(ARN).versionId(id));
  }

  private void delete() {
    iam.deletePolicy(r -> r.policyArn(ARN));
  }

  private void attach() {
    iam.attachRolePolicy(r -> r.roleName("deploy").policyArn(ARN));
  }

  private List<String> attached() {
    return iam.listAttachedRolePolicies(r -> r.roleName("deploy")).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private static String arn(String name) {
    return "arn:aws:iam::111122223333:policy/other/" + name;
  }
}
