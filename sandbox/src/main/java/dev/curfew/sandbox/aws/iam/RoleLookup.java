package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.directory.RoleArn;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import java.util.Map;
import java.util.Optional;

/// Finds the role of the caller's account that a call names, if the caller may do that to it.
record RoleLookup(Directory directory, Authorizer authorizer) {

  /// @throws Refusal `AccessDenied` before `NoSuchEntity`: who may not look learns nothing
  Role find(Authenticated by, QueryForm form) {
    return find(by, form, Map.of());
  }

  /// A role that the call is to change.
  ///
  /// @param conditionKeys that the call brings besides
  /// @throws Refusal as [#find], and `UnmodifiableEntity` where only AWS may change it
  Role findToChange(Authenticated by, QueryForm form, Map<String, String> conditionKeys) {
    Role role = find(by, form, conditionKeys);
    if (role.serviceLinked()) {
      throw new Refusal(
          400,
          "UnmodifiableEntity",
          "Cannot perform the operation on the protected role '%s' - this role is only modifiable"
                  .formatted(role.arn().name())
              + " by AWS");
    }
    return role;
  }

  private Role find(Authenticated by, QueryForm form, Map<String, String> conditionKeys) {
    String name = Names.role(form.required("RoleName"));
    String accountId = by.caller().accountId();
    Optional<Role> role = directory.role(by.partition(), accountId, name);
    RoleArn arn =
        role.map(Role::arn).orElseGet(() -> new RoleArn(by.partition(), accountId, "/", name));
    authorizer.require(by, "iam:" + form.action(), arn.toString(), "role " + name, conditionKeys);
    return role.orElseThrow(
        () -> Refusal.noSuchEntity("The role with name %s cannot be found.".formatted(name)));
  }
}
