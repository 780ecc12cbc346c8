package dev.curfew.sandbox.aws.policy;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `AWS` entries of a trust statement's `Principal`. Services and federated identities cannot
/// call `AssumeRole` with access keys, so their entries match nobody and are not kept.
record TrustedPrincipals(Set<String> names) {
  static final TrustedPrincipals NOBODY = new TrustedPrincipals(Set.of());

  private static final Pattern ACCOUNT =
      Pattern.compile("(\\d{12})|arn:aws(?:-cn|-us-gov)?:iam::(\\d{12}):root");
  private static final Pattern OTHER =
      Pattern.compile(
          "\\*|A(?:ID|RO)A[A-Z0-9]{12,}"
              + "|arn:aws(-cn|-us-gov)?:iam::\\d{12}:(user|role)/[\\w+=,.@/-]+"
              + "|arn:aws(-cn|-us-gov)?:sts::\\d{12}:assumed-role/[\\w+=,.@-]+/[\\w+=,.@-]+");

  TrustedPrincipals {
    names = Set.copyOf(names);
  }

  /// How closely a statement names a caller. In the role's own account it decides what else the
  /// caller needs:
  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>.
  enum Closeness {
    NONE,
    /// The account: its own policies must allow the call, too.
    ACCOUNT,
    /// The user or the role itself, or everybody.
    IDENTITY,
    /// The session itself, which not even a session policy can then narrow.
    SESSION
  }

  static boolean wellFormed(String name) {
    return ACCOUNT.matcher(name).matches() || OTHER.matcher(name).matches();
  }

  Closeness closeness(Principal caller) {
    Closeness closest = Closeness.NONE;
    for (String name : names) {
      Closeness closeness = closeness(name, caller);
      closest = closeness.compareTo(closest) > 0 ? closeness : closest;
    }
    return closest;
  }

  private static Closeness closeness(String name, Principal caller) {
    if (caller.sessionArn().filter(name::equals).isPresent()) {
      return Closeness.SESSION;
    }
    if (name.equals("*") || name.equals(caller.arn()) || name.equals(caller.uniqueId())) {
      return Closeness.IDENTITY;
    }
    return caller.accountId().equals(account(name)) ? Closeness.ACCOUNT : Closeness.NONE;
  }

  private static String account(String name) {
    Matcher account = ACCOUNT.matcher(name);
    if (!account.matches()) {
      return "";
    }
    String bare = account.group(1);
    return bare == null ? account.group(2) : bare;
  }
}
