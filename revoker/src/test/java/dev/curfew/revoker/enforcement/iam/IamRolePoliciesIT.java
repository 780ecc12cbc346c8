package dev.curfew.revoker.enforcement.iam;

import static dev.curfew.revoker.enforcement.iam.World.EXTERNAL_ID;
import static dev.curfew.revoker.enforcement.iam.World.HOME;
import static dev.curfew.revoker.enforcement.iam.World.denying;
import static dev.curfew.revoker.enforcement.iam.World.jobRole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import dev.curfew.revoker.enforcement.StandingPolicies;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

class IamRolePoliciesIT {
  private static final String SERVICE_LINKED =
      "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

  private World world;
  private IamAsyncClient administrator;
  private IamRolePolicies policies;
  private String role;

  @BeforeEach
  void open() {
    world =
        new World(
            """
            {"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"%s"}\
            """
                .formatted(SERVICE_LINKED));
    administrator = world.administrator(HOME);
    policies = world.policies(Map.of());
    role = jobRole(administrator, "ci-deploy");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theInlinePolicyIsPutReadAndRemoved() {
    PolicyDocument first = denying("@7k+%2B ä*");
    await(policies.putInline(role, denying("@other")));
    await(policies.putInline(role, first));

    assertThat(standing().inline()).isEqualTo(first.json());
    assertThat(world.isDenied(role, "@7k+%2B äx")).isTrue();
    assertThat(world.isDenied(role, "@other")).isFalse();
    await(policies.removeInline(role));
    await(policies.removeInline(role));
    assertThat(standing().inline()).isNull();
    assertThat(world.isDenied(role, "@7k+%2B äx")).isFalse();
  }

  @Test
  void othersPoliciesAreCountedAndNotTouched() {
    administrator
        .putRolePolicy(r ->
            r.roleName("ci-deploy")
                .policyName("spaced")
                .policyDocument(World.ALLOW_ALL.replace(",", " ,\n\t")))
        .join();
    attachOther("one");
    attachOther("two");
    // Ours, but another role's.
    attach(create("/curfew/", "CurfewRevokedSessions-ci-deploy2-1"));

    await(policies.putInline(role, denying("a")));
    await(policies.putManaged(role, 1, denying("b")));
    StandingPolicies standing = standing();

    assertThat(standing.othersInline()).isEqualTo(2 * World.ALLOW_ALL.length());
    assertThat(standing.othersManaged()).isEqualTo(3);
    assertThat(standing.managed()).containsOnlyKeys(1);
    await(policies.removeInline(role));
    await(policies.removeManaged(role, 1));
    assertThat(standing())
        .isEqualTo(new StandingPolicies(null, Map.of(), 2 * World.ALLOW_ALL.length(), 3));
  }

  @Test
  void overflowIsCreatedUpdatedAndDeleted() {
    await(policies.putManaged(role, 1, denying("first")));
    await(policies.putManaged(role, 12, denying("twelfth")));
    for (int i = 1; i <= 7; i++) {
      await(policies.putManaged(role, 1, denying("update-" + i)));
    }

    assertThat(standing().managed())
        .isEqualTo(Map.of(1, denying("update-7").json(), 12, denying("twelfth").json()));
    assertThat(versions("CurfewRevokedSessions-ci-deploy-1"))
        .containsExactly("v8", "v7", "v6", "v5", "v4");
    assertThat(world.isDenied(role, "update-7")).isTrue();
    assertThat(world.isDenied(role, "twelfth")).isTrue();
    assertThat(world.isDenied(role, "update-6")).isFalse();

    await(policies.removeManaged(role, 1));
    await(policies.removeManaged(role, 1));
    assertThat(world.isDenied(role, "update-7")).isFalse();
    assertThat(ours()).containsExactly("CurfewRevokedSessions-ci-deploy-12");
    assertThat(standing().managed()).containsOnlyKeys(12);
  }

  @Test
  void whatSomebodyDetachedIsAttachedAgain() {
    await(policies.putManaged(role, 1, denying("a")));
    administrator
        .detachRolePolicy(r ->
            r.roleName("ci-deploy").policyArn(arn("/curfew/", "CurfewRevokedSessions-ci-deploy-1")))
        .join();
    assertThat(standing().managed()).isEmpty();

    await(policies.putManaged(role, 1, denying("a")));

    assertThat(world.isDenied(role, "a")).isTrue();
  }

  @Test
  void whatWasChangedByHandIsReadAsItStands() {
    await(policies.putManaged(role, 1, denying("a")));
    String arn = arn("/curfew/", "CurfewRevokedSessions-ci-deploy-1");
    administrator
        .createPolicyVersion(
            r -> r.policyArn(arn).policyDocument(World.ALLOW_ALL).setAsDefault(true))
        .join();

    assertThat(standing().managed()).isEqualTo(Map.of(1, World.ALLOW_ALL));
    // Not the default one, though it is the oldest.
    administrator.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v1")).join();
    for (int i = 3; i <= 5; i++) {
      administrator
          .createPolicyVersion(r -> r.policyArn(arn).policyDocument(World.ALLOW_ALL))
          .join();
    }
    await(policies.putManaged(role, 1, denying("b")));
    assertThat(versions("CurfewRevokedSessions-ci-deploy-1"))
        .containsExactly("v6", "v5", "v4", "v3", "v1");
  }

  @Test
  void aRoleWithoutAPlaceLeftIsToldOfAndNothingIsLeftBehind() {
    IntStream.range(0, 10).forEach(i -> attachOther("p" + i));

    assertThat(refusal(policies.putManaged(role, 1, denying("a"))))
        .matches(e -> e.kind() == Kind.NO_SPACE && e.isLasting())
        .hasMessage("policy of %s not written: LimitExceeded".formatted(role));
    assertThat(ours()).isEmpty();
    assertThat(standing().othersManaged()).isEqualTo(10);
  }

  @Test
  void whatIsTooLargeIsToldOf() {
    PolicyDocument large = denying("x".repeat(6_144));
    PolicyDocument tooLarge = denying("x".repeat(10_240));

    assertThat(refusal(policies.putInline(role, tooLarge)).kind()).isEqualTo(Kind.NO_SPACE);
    assertThat(refusal(policies.putManaged(role, 1, large)).kind()).isEqualTo(Kind.NO_SPACE);
    await(policies.putManaged(role, 1, denying("a")));
    assertThat(refusal(policies.putManaged(role, 1, large)).kind()).isEqualTo(Kind.NO_SPACE);
    assertThat(standing().managed()).isEqualTo(Map.of(1, denying("a").json()));
  }

  @Test
  void aRoleThatIsGoneIsToldOf() {
    String gone = role + "-gone";

    assertThat(refusal(policies.putInline(gone, denying("a"))))
        .matches(e -> e.kind() == Kind.GONE && e.isLasting())
        .matches(e -> e.code().equals("NoSuchEntity"));
    assertThat(refusal(policies.putManaged(gone, 1, denying("a"))).kind()).isEqualTo(Kind.GONE);
    assertThat(refusal(policies.read(gone)).kind()).isEqualTo(Kind.GONE);
    assertThat(ours()).isEmpty();
    await(policies.removeInline(gone));
    await(policies.removeManaged(gone, 1));
  }

  @Test
  void aRoleThatIsNotOursToChangeIsToldOf() {
    world.aws.createServiceLinkedRole(SERVICE_LINKED);

    assertThat(refusal(policies.putInline(SERVICE_LINKED, denying("a"))).kind())
        .isEqualTo(Kind.UNMODIFIABLE);
    assertThat(refusal(policies.putInline("arn:aws:iam::111122223333:role/admin", denying("a"))))
        .matches(e -> e.kind() == Kind.FORBIDDEN && e.isLasting())
        .matches(e -> e.code().equals("AccessDenied"));
    assertThat(refusal(policies.putInline(role, new PolicyDocument("{}"))))
        .matches(e -> e.kind() == Kind.INVALID && e.isLasting())
        .matches(e -> e.code().equals("MalformedPolicyDocument"));
    assertThat(refusal(policies.putInline("ci-deploy", denying("a"))))
        .matches(e -> e.kind() == Kind.INVALID && e.code().equals("NoRoleArn"));
  }

  @Test
  void whatPassesIsTransientAndThrottlingIsToldApart() {
    world.aws.faults().iamConflicts(1);
    assertThat(refusal(policies.putInline(role, denying("a"))))
        .matches(e -> e.kind() == Kind.TRANSIENT && !e.isLasting())
        .matches(e -> e.code().equals("ConcurrentModification"));
    world.aws.faults().heal().iamFailures(1);
    assertThat(refusal(policies.removeInline(role)).kind()).isEqualTo(Kind.TRANSIENT);
    world.aws.faults().heal().iamDown(true);
    assertThat(refusal(policies.read(role)).kind()).isEqualTo(Kind.TRANSIENT);

    world.aws.faults().heal().iamWritesPerSecond(1);
    await(policies.putInline(role, denying("a")));
    assertThat(refusal(policies.putInline(role, denying("a"))))
        .matches(e -> e.kind() == Kind.THROTTLED && !e.isLasting())
        .matches(e -> e.code().equals("Throttling"));
    world.clock.advance(Duration.ofSeconds(1));
    await(policies.putInline(role, denying("a")));
  }

  /// Each write may fail after the one before it: repeated, it ends where it should.
  @Test
  void whatFailedHalfWayIsMendedByRepeating() {
    world.aws.faults().iamWritesPerSecond(1);

    assertThat(refusal(policies.putManaged(role, 1, denying("a"))).kind())
        .isEqualTo(Kind.THROTTLED);
    assertThat(ours()).hasSize(1);
    assertThat(standing().managed()).isEmpty();
    world.aws.faults().heal();
    await(policies.putManaged(role, 1, denying("b")));

    assertThat(standing().managed()).isEqualTo(Map.of(1, denying("b").json()));
    world.aws.faults().iamWritesPerSecond(1);
    assertThat(refusal(policies.removeManaged(role, 1)).kind()).isEqualTo(Kind.THROTTLED);
    world.aws.faults().heal();
    await(policies.removeManaged(role, 1));
    assertThat(ours()).isEmpty();
  }

  @Test
  void failuresPrintNoSecret() {
    PolicyWriteException refused =
        refusal(policies.putInline("arn:aws:iam::111122223333:role/admin", denying("a")));

    for (Throwable e = refused; e != null; e = e.getCause()) {
      assertThat(e.toString())
          .doesNotContain(world.revoker.secretAccessKey())
          .doesNotContain(EXTERNAL_ID);
    }
  }

  private StandingPolicies standing() {
    return await(policies.read(role));
  }

  private List<String> ours() {
    return administrator
        .listPolicies(r -> r.scope(PolicyScopeType.LOCAL).pathPrefix("/curfew/"))
        .join()
        .policies()
        .stream()
        .map(Policy::policyName)
        .toList();
  }

  private List<String> versions(String policy) {
    return administrator
        .listPolicyVersions(r -> r.policyArn(arn("/curfew/", policy)))
        .join()
        .versions()
        .stream()
        .map(PolicyVersion::versionId)
        .toList();
  }

  private void attachOther(String name) {
    attach(create("/", name));
  }

  private String create(String path, String name) {
    return administrator
        .createPolicy(r -> r.path(path).policyName(name).policyDocument(World.ALLOW_ALL))
        .join()
        .policy()
        .arn();
  }

  private void attach(String policyArn) {
    administrator.attachRolePolicy(r -> r.roleName("ci-deploy").policyArn(policyArn)).join();
  }

  private static String arn(String path, String name) {
    return "arn:aws:iam::%s:policy%s%s".formatted(HOME, path, name);
  }

  static <T> T await(Uni<T> answer) {
    return answer.await().atMost(Duration.ofSeconds(60));
  }

  static PolicyWriteException refusal(Uni<?> answer) {
    return catchThrowableOfType(PolicyWriteException.class, () -> await(answer));
  }
}
