package dev.curfew.local.bench.revoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import dev.curfew.local.stack.RoleFleet;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/// How large the largest of Curfew's policies is, as IAM counts it.
final class LargestPolicy {
  private LargestPolicy() {}

  /// In characters that are not white space; 0 where there is none.
  static int on(RoleFleet fleet) {
    Map<String, List<String>> roles =
        fleet.roles().stream().collect(groupingBy(RoleFleet::accountOf));
    int largest = 0;
    for (Map.Entry<String, List<String>> account : roles.entrySet()) {
      try (IamClient iam = fleet.admin(account.getKey())) {
        for (String role : account.getValue()) {
          largest = Math.max(largest, on(RoleFleet.nameOf(role), iam));
        }
      }
    }
    return largest;
  }

  private static int on(String role, IamClient iam) {
    return Stream.concat(inline(role, iam), attached(role, iam))
        .mapToInt(LargestPolicy::characters)
        .max()
        .orElse(0);
  }

  private static Stream<String> inline(String role, IamClient iam) {
    return iam.listRolePolicies(r -> r.roleName(role)).policyNames().stream()
        .filter(policy -> !policy.equals(RoleFleet.WHAT_JOBS_MAY))
        .map(
            policy -> iam.getRolePolicy(r -> r.roleName(role).policyName(policy)).policyDocument());
  }

  private static Stream<String> attached(String role, IamClient iam) {
    return iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .map(arn -> {
          String version = iam.getPolicy(p -> p.policyArn(arn)).policy().defaultVersionId();
          return iam.getPolicyVersion(v -> v.policyArn(arn).versionId(version))
              .policyVersion()
              .document();
        });
  }

  private static int characters(String encoded) {
    String document = URLDecoder.decode(encoded, UTF_8);
    return Math.toIntExact(document.chars().filter(c -> !Character.isWhitespace(c)).count());
  }
}
