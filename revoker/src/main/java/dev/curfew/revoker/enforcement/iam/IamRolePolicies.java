package dev.curfew.revoker.enforcement.iam;

import dev.curfew.revoker.aws.AwsAccounts;
import dev.curfew.revoker.aws.RoleArn;
import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import dev.curfew.revoker.enforcement.RolePolicies;
import dev.curfew.revoker.enforcement.StandingPolicies;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/// Policies by IAM's API. `PutRolePolicy` and a new default version overwrite blindly, so writing
/// the whole of a document is all there is to do.
@ApplicationScoped
class IamRolePolicies implements RolePolicies {
  static final String POLICY_NAME = "CurfewRevokedSessions";

  private final AwsAccounts accounts;

  IamRolePolicies(AwsAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Uni<StandingPolicies> read(String roleArn) {
    return IamRole.of(roleArn, accounts).chain(IamRolePolicies::read);
  }

  @Override
  public Uni<Void> putInline(String roleArn, PolicyDocument document) {
    return IamRole.of(roleArn, accounts)
        .chain(role -> role.putInline(POLICY_NAME, document.json()));
  }

  @Override
  public Uni<Void> removeInline(String roleArn) {
    return IamRole.of(roleArn, accounts)
        .chain(role -> role.deleteInline(POLICY_NAME))
        .onFailure(IamRolePolicies::isGone)
        .recoverWithNull();
  }

  @Override
  public Uni<Void> putManaged(String roleArn, int number, PolicyDocument document) {
    return IamRole.of(roleArn, accounts)
        .chain(role -> new OverflowPolicies(role).put(number, document.json()));
  }

  @Override
  public Uni<Void> removeManaged(String roleArn, int number) {
    return IamRole.of(roleArn, accounts).chain(role -> new OverflowPolicies(role).remove(number));
  }

  @Override
  public String inlineName() {
    return POLICY_NAME;
  }

  @Override
  public String managedName(String roleArn, int number) {
    return OverflowPolicies.name(RoleArn.of(roleArn), number);
  }

  private static Uni<StandingPolicies> read(IamRole role) {
    OverflowPolicies overflow = new OverflowPolicies(role);
    return Uni.combine()
        .all()
        .unis(role.inlineNames().chain(names -> inline(role, names)), role.attached())
        .asTuple()
        .chain(both -> {
          List<AttachedPolicy> ours =
              both.getItem2().stream().filter(p -> overflow.number(p).isPresent()).toList();
          return managed(role, overflow, ours)
              .map(managed ->
                  standing(both.getItem1(), managed, both.getItem2().size() - ours.size()));
        });
  }

  /// By name.
  private static Uni<Map<String, String>> inline(IamRole role, List<String> names) {
    return documents(names, name -> role.inline(name).map(json -> Map.entry(name, json)));
  }

  /// By number.
  private static Uni<Map<Integer, String>> managed(
      IamRole role, OverflowPolicies overflow, List<AttachedPolicy> ours) {
    return documents(
        ours,
        policy ->
            role.defaultVersion(policy.policyArn())
                .map(json -> Map.entry(overflow.number(policy).orElseThrow(), json)));
  }

  private static StandingPolicies standing(
      Map<String, String> inline, Map<Integer, String> managed, int othersManaged) {
    int othersInline =
        inline.entrySet().stream()
            .filter(policy -> !policy.getKey().equals(POLICY_NAME))
            .mapToInt(policy -> size(policy.getValue()))
            .sum();
    return new StandingPolicies(inline.get(POLICY_NAME), managed, othersInline, othersManaged);
  }

  /// Of what is still there: somebody may delete a policy that was listed a moment ago.
  private static <T, K> Uni<Map<K, String>> documents(
      List<T> listed, Function<T, Uni<Map.Entry<K, String>>> get) {
    return Multi.createFrom()
        .iterable(listed)
        .onItem()
        .transformToUniAndConcatenate(
            each -> get.apply(each).onFailure(IamRolePolicies::isGone).recoverWithNull())
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /// As IAM counts: «IAM doesn't count white space».
  private static int size(String document) {
    return Math.toIntExact(document.chars().filter(c -> !Character.isWhitespace(c)).count());
  }

  private static boolean isGone(Throwable e) {
    return e instanceof PolicyWriteException refused && refused.kind() == Kind.GONE;
  }
}
