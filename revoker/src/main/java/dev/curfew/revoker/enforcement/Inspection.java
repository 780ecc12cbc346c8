package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.ledger.Drift;
import dev.curfew.revoker.ledger.RoleState;
import dev.curfew.revoker.ledger.Standing;
import dev.curfew.schemas.event.DriftRepaired.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What stands on a role: as it is on record, or as it was found.
///
/// @param looked whether it was found
/// @param drifts where what was found is not what is on record
record Inspection(boolean looked, Standing standing, RoleSpace space, List<Drift> drifts) {
  /// No document has this fingerprint: there is none.
  private static final String ABSENT = "";

  /// What stands on a role that is gone: nothing. Managed policies outlive it.
  static Inspection gone(RoleState role) {
    return new Inspection(
        true, new Standing(null, role.standing().managed()), new RoleSpace(0, 0), List.of());
  }

  static Inspection recorded(RoleState role) {
    return new Inspection(false, role.standing(), role.question().space(), List.of());
  }

  static Inspection found(RoleState role, StandingPolicies found, RolePolicies policies) {
    Standing standing = new Standing(fingerprint(found.inline()), managed(role, found));
    return new Inspection(
        true,
        standing,
        new RoleSpace(found.othersInline(), found.othersManaged()),
        drifts(role, standing, policies));
  }

  private static @Nullable String fingerprint(@Nullable String document) {
    return document == null ? null : new PolicyDocument(document).fingerprint();
  }

  /// Those on record are among them also where they are not attached any more: they may still
  /// exist.
  private static List<String> managed(RoleState role, StandingPolicies found) {
    int recorded = role.standing().managed().size();
    int most = found.managed().keySet().stream().reduce(recorded, Math::max);
    return IntStream.rangeClosed(1, most)
        .mapToObj(number -> Optional.ofNullable(fingerprint(found.managed().get(number))))
        .map(fingerprint -> fingerprint.orElse(ABSENT))
        .toList();
  }

  /// An inline policy that we have no record of is no drift: it may be a write of ours that was
  /// never recorded. A managed policy in our name denies as much as its author likes, and is told.
  private static List<Drift> drifts(RoleState role, Standing found, RolePolicies policies) {
    Standing recorded = role.standing();
    List<Drift> drifts = new ArrayList<>();
    drift(policies.inlineName(), recorded.inline(), found.inline()).ifPresent(drifts::add);
    for (int i = 0; i < found.managed().size(); i++) {
      String name = policies.managedName(role.roleArn(), i + 1);
      String there = found.managed().get(i);
      if (i >= recorded.managed().size()) {
        if (!there.equals(ABSENT)) {
          drifts.add(new Drift(name, Found.UNEXPECTED));
        }
      } else {
        drift(name, recorded.managed().get(i), there.equals(ABSENT) ? null : there)
            .ifPresent(drifts::add);
      }
    }
    return drifts;
  }

  private static Optional<Drift> drift(
      String policyName, @Nullable String recorded, @Nullable String found) {
    if (recorded == null || recorded.equals(found)) {
      return Optional.empty();
    }
    return Optional.of(new Drift(policyName, found == null ? Found.MISSING : Found.EDITED));
  }
}
