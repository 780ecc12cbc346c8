package dev.curfew.local.stack;

import static java.util.stream.Collectors.toMap;

import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.aws.AwsSandbox;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.iam.IamClient;

/// Many roles for jobs, spread over accounts of the AWS stand-in, and the one user that the revoker
/// is. It lives in the first account.
public final class RoleFleet {
  /// The only policy of the roles at first.
  public static final String WHAT_JOBS_MAY = "what-jobs-may";

  private static final long FIRST_ACCOUNT = 210_000_000_001L;

  /// The one that the revoker assumes in accounts that are not its own.
  private static final String REVOKERS_ROLE = "curfew-revoker";

  private static final String REVOKER_MAY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Action":[
        "sts:AssumeRole",
        "iam:ListRolePolicies","iam:GetRolePolicy","iam:PutRolePolicy","iam:DeleteRolePolicy",
        "iam:ListAttachedRolePolicies","iam:AttachRolePolicy","iam:DetachRolePolicy",
        "iam:CreatePolicy","iam:GetPolicy","iam:DeletePolicy","iam:CreatePolicyVersion",
        "iam:GetPolicyVersion","iam:ListPolicyVersions","iam:DeletePolicyVersion"]}}\
      """;

  private final URI aws;
  private final AccessKey revoker;
  private final Map<String, AccessKey> admins = new LinkedHashMap<>();
  private final List<String> roles = new ArrayList<>();

  private RoleFleet(URI aws, AccessKey revoker) {
    this.aws = aws;
    this.revoker = revoker;
  }

  /// As many roles in each account as in the others, give or take one.
  static RoleFleet in(AwsSandbox aws, int accounts, int roles) {
    AccessKey revoker = aws.createUser(account(0), "revoker", REVOKER_MAY);
    RoleFleet fleet = new RoleFleet(aws.endpoint(), revoker);
    for (int account = 0; account < accounts; account++) {
      AccessKey admin = aws.createUser(account(account), "admin", TrialAccount.ADMIN_MAY);
      fleet.admins.put(account(account), admin);
      try (IamClient iam = fleet.admin(account(account))) {
        createRevokersRole(iam);
        for (int role = account; role < roles; role += accounts) {
          fleet.roles.add(create(iam, account(account), "job-%04d".formatted(role)));
        }
      }
    }
    return fleet;
  }

  AccessKey revoker() {
    return revoker;
  }

  /// Environment variables by which the revoker reaches the accounts that are not its own.
  Map<String, String> revokerSettings() {
    return admins.keySet().stream()
        .skip(1)
        .collect(
            toMap(
                "CURFEW_REVOKER_AWS_ACCOUNTS__%s__ROLE_ARN"::formatted,
                account -> "arn:aws:iam::%s:role/%s".formatted(account, REVOKERS_ROLE)));
  }

  /// The roles' ARNs.
  public List<String> roles() {
    return List.copyOf(roles);
  }

  /// Somebody who may do everything to an account's roles. The caller closes it.
  public IamClient admin(String account) {
    return IamClients.of(aws, IamClients.longTerm(Objects.requireNonNull(admins.get(account))));
  }

  public static String accountOf(String roleArn) {
    return roleArn.split(":", -1)[4];
  }

  public static String nameOf(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }

  private static String create(IamClient iam, String account, String name) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust(account + ":root")));
    iam.putRolePolicy(
        r -> r.roleName(name).policyName(WHAT_JOBS_MAY).policyDocument(TrialAccount.JOBS_MAY));
    return "arn:aws:iam::%s:role/%s".formatted(account, name);
  }

  private static void createRevokersRole(IamClient iam) {
    iam.createRole(r ->
        r.roleName(REVOKERS_ROLE).assumeRolePolicyDocument(trust(account(0) + ":user/revoker")));
    iam.putRolePolicy(r -> r.roleName(REVOKERS_ROLE).policyName("may").policyDocument(REVOKER_MAY));
  }

  private static String trust(String principal) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
      "Principal":{"AWS":"arn:aws:iam::%s"}}}\
    """
        .formatted(principal);
  }

  private static String account(int index) {
    return Long.toString(FIRST_ACCOUNT + index);
  }
}
