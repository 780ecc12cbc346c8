package dev.curfew.revoker.enforcement.iam;

import dev.curfew.revoker.aws.RoleArn;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/// Our customer-managed policies of one role, `/curfew/CurfewRevokedSessions-<role>-<number>`.
/// Names are unique in an account, and so are those of roles, whatever their path. At most 64
/// characters of role name leave the 128 that a policy's name may have far away.
record OverflowPolicies(IamRole role) {
  static final String PATH = "/curfew/";

  /// IAM's quota, not adjustable.
  private static final int MOST_VERSIONS = 5;

  /// Which of ours this is: empty where it is somebody else's, or ours of another role.
  OptionalInt number(AttachedPolicy policy) {
    Matcher ours =
        Pattern.compile(Pattern.quote(prefix(role.arn())) + "([1-9]\\d{0,2})")
            .matcher(policy.policyArn());
    return ours.matches() ? OptionalInt.of(Integer.parseInt(ours.group(1))) : OptionalInt.empty();
  }

  Uni<Void> put(int number, String document) {
    String arn = arn(number);
    // First what tells that the role is gone: after it, «no such entity» is about the policy.
    return role.attached()
        .chain(attached ->
            store(number, document)
                .chain(_ -> isAmong(attached, arn) ? done() : attach(number))
                .onFailure(OverflowPolicies::isGone)
                .transform(this::passing));
  }

  Uni<Void> remove(int number) {
    String arn = arn(number);
    return ignoringAbsence(role.detach(arn))
        .chain(_ -> ignoringAbsence(role.versions(arn).chain(all -> delete(arn, all))));
  }

  private Uni<Void> store(int number, String document) {
    String arn = arn(number);
    return role.versions(arn)
        .chain(versions -> prune(arn, versions))
        .chain(_ -> role.createDefaultVersion(arn, document))
        .onFailure(OverflowPolicies::isGone)
        .recoverWithUni(() -> role.createPolicy(PATH, name(role.arn(), number), document));
  }

  /// A policy that finds no place on the role would be found by nobody again.
  private Uni<Void> attach(int number) {
    return role.attach(arn(number))
        .onFailure(e -> kind(e) == Kind.NO_SPACE)
        .recoverWithUni(
            full -> remove(number).onItemOrFailure().transformToUni((_, _) -> failed(full)));
  }

  private Uni<Void> prune(String arn, List<PolicyVersion> versions) {
    return versions.size() < MOST_VERSIONS
        ? done()
        : versions.stream()
            .filter(version -> !version.isDefaultVersion())
            .min(Comparator.comparingInt(OverflowPolicies::age))
            .map(oldest -> role.deleteVersion(arn, oldest.versionId()))
            .orElseGet(OverflowPolicies::done);
  }

  private Uni<Void> delete(String arn, List<PolicyVersion> versions) {
    return Multi.createFrom()
        .iterable(versions)
        .filter(version -> !version.isDefaultVersion())
        .onItem()
        .transformToUniAndConcatenate(version -> role.deleteVersion(arn, version.versionId()))
        .onItem()
        .ignoreAsUni()
        .chain(_ -> role.deletePolicy(arn));
  }

  private String arn(int number) {
    return prefix(role.arn()) + number;
  }

  private static String prefix(RoleArn role) {
    return "arn:%s:iam::%s:policy%s%s"
        .formatted(role.partition(), role.accountId(), PATH, namePrefix(role));
  }

  static String name(RoleArn role, int number) {
    return namePrefix(role) + number;
  }

  private static String namePrefix(RoleArn role) {
    return "%s-%s-".formatted(IamRolePolicies.POLICY_NAME, role.name());
  }

  /// Versions are numbered as they were made: `v12`.
  private static int age(PolicyVersion version) {
    return Integer.parseInt(version.versionId().substring(1));
  }

  private static boolean isAmong(List<AttachedPolicy> attached, String arn) {
    return attached.stream().anyMatch(policy -> policy.policyArn().equals(arn));
  }

  private static Uni<Void> ignoringAbsence(Uni<Void> call) {
    return call.onFailure(OverflowPolicies::isGone).recoverWithNull();
  }

  private static boolean isGone(Throwable e) {
    return kind(e) == Kind.GONE;
  }

  /// Somebody deleted it between two calls of ours.
  private PolicyWriteException passing(Throwable e) {
    return new PolicyWriteException(Kind.TRANSIENT, "ConcurrentModification", role.arn().text(), e);
  }

  private static Kind kind(Throwable e) {
    return e instanceof PolicyWriteException refused ? refused.kind() : Kind.TRANSIENT;
  }

  private static Uni<Void> failed(Throwable e) {
    return Uni.createFrom().failure(e);
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
