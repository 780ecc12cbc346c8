package dev.curfew.local.stack;

import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.aws.AwsSandbox;

/// The account in the AWS stand-in: a role for jobs, and one user each for the two services that
/// call AWS, with the rights that they need in production and no others.
final class TrialAccount {
  private static final String ID = "111122223333";
  private static final String ROLE_NAME = "deploy";
  static final String ROLE = "arn:aws:iam::" + ID + ":role/" + ROLE_NAME;

  static final String ADMIN_MAY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}\
      """;

  /// Tags and a source identity are for a policy that asks for them.
  private static final String ISSUER_MAY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":
        ["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Resource":"%s"}}\
      """
          .formatted(ROLE);

  /// `AssumeRole` is for the canaries that measure when a deny takes effect.
  private static final String REVOKER_MAY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":
        ["iam:*Polic*","sts:AssumeRole"],
        "Resource":["%s","arn:aws:iam::%s:policy/curfew/*"]}}\
      """
          .formatted(ROLE, ID);

  static final String JOBS_MAY =
      """
      {"Version":"2012-10-17","Statement":
        {"Effect":"Allow","Action":"iam:ListAccountAliases","Resource":"*"}}\
      """;

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],
          "Principal":{"AWS":"arn:aws:iam::%1$s:user/issuer"}},
        {"Effect":"Allow","Action":"sts:AssumeRole",
          "Principal":{"AWS":"arn:aws:iam::%1$s:user/revoker"}}]}\
      """
          .formatted(ID);

  private final AccessKey issuer;
  private final AccessKey revoker;

  private TrialAccount(AccessKey issuer, AccessKey revoker) {
    this.issuer = issuer;
    this.revoker = revoker;
  }

  static TrialAccount in(AwsSandbox aws) {
    AccessKey admin = aws.createUser(ID, "admin", ADMIN_MAY);
    AccessKey issuer = aws.createUser(ID, "issuer", ISSUER_MAY);
    AccessKey revoker = aws.createUser(ID, "revoker", REVOKER_MAY);
    try (var iam = IamClients.of(aws.endpoint(), IamClients.longTerm(admin))) {
      iam.createRole(r -> r.roleName(ROLE_NAME).assumeRolePolicyDocument(TRUST));
      iam.putRolePolicy(
          r -> r.roleName(ROLE_NAME).policyName("what-jobs-may").policyDocument(JOBS_MAY));
    }
    return new TrialAccount(issuer, revoker);
  }

  AccessKey issuer() {
    return issuer;
  }

  AccessKey revoker() {
    return revoker;
  }
}
