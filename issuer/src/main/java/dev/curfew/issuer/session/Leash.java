package dev.curfew.issuer.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The statements of a session policy that hold a session to its end, whoever else is down.
///
/// An explicit deny, since an allowance that ends would leave resources whose own policies name the
/// session. Roles cannot be chained from such a session: the next one's would not have the leash.
public final class Leash {
  /// What STS takes of a session policy, in characters (STS API Reference, «AssumeRole», Policy).
  public static final int LARGEST_POLICY = 2_048;

  /// What is left of that beside a leash, which any role's session may get.
  public static final int LARGEST_OF_ROLE = LARGEST_POLICY - 1 - statements(Instant.EPOCH).length();

  private Leash() {}

  /// JSON, to stand in a policy's list of statements. The deny of `sts:AssumeRole` holds from the
  /// first moment on.
  ///
  /// @param end rounded down to the second
  public static String statements(Instant end) {
    return """
    {"Effect":"Deny","Action":"*","Resource":"*",\
    "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"%s"}}},\
    {"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}\
    """
        .formatted(end.truncatedTo(ChronoUnit.SECONDS));
  }
}
