package dev.curfew.revoker.deny;

/// What policies of others use of a role's quotas; the rest is ours.
///
/// @param inlineUsed characters, without white space, of the role's other inline policies
/// @param managedUsed attached managed policies that are not ours
public record RoleSpace(int inlineUsed, int managedUsed) {
  /// All inline policies of a role together (IAM quotas, «not adjustable»).
  public static final int INLINE_CHARACTERS = 10_240;

  /// Of one managed policy (IAM quotas, «not adjustable»).
  public static final int MANAGED_CHARACTERS = 6_144;

  /// Attached to a role. AWS raises it to 20 on request; nobody tells us.
  public static final int MANAGED_POLICIES = 10;

  public RoleSpace {
    if (inlineUsed < 0 || managedUsed < 0) {
      throw new IllegalArgumentException("used space is negative");
    }
  }

  int inlineLeft() {
    return Math.max(0, INLINE_CHARACTERS - inlineUsed);
  }

  int managedLeft() {
    return Math.max(0, MANAGED_POLICIES - managedUsed);
  }
}
