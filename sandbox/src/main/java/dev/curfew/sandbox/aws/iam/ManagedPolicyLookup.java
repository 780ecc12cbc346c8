package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.ManagedPolicy;
import dev.curfew.sandbox.aws.directory.PolicyArn;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;

/// Finds the managed policy of the caller's account that a call names.
record ManagedPolicyLookup(Directory directory, Authorizer authorizer) {

  /// If the caller may do that to it.
  ///
  /// @throws Refusal `AccessDenied` before `NoSuchEntity`
  ManagedPolicy find(Authenticated by, QueryForm form) {
    PolicyArn arn = arn(by, form);
    authorizer.require(by, "iam:" + form.action(), arn.toString(), "policy " + arn);
    return directory
        .policy(arn)
        .orElseThrow(() -> Refusal.noSuchEntity("Policy %s was not found.".formatted(arn)));
  }

  /// The call's `PolicyArn`, without asking whether there is such a policy.
  ///
  /// @throws Refusal `ValidationError`, or `AccessDenied` for another account's
  PolicyArn arn(Authenticated by, QueryForm form) {
    String text = form.required("PolicyArn");
    if (text.matches("arn:[a-z-]+:iam::aws:policy/.+")) {
      throw new NotEmulatedException("AWS's own managed policy " + text);
    }
    PolicyArn arn =
        PolicyArn.parse(text)
            .orElseThrow(() -> Refusal.validation("ARN %s is not valid.".formatted(text)));
    if (!arn.accountId().equals(by.caller().accountId()) || arn.partition() != by.partition()) {
      throw Refusal.accessDenied(
          "User: %s is not authorized to perform: iam:%s on resource: policy %s"
              .formatted(by.arn(), form.action(), arn));
    }
    return arn;
  }
}
