package dev.curfew.issuer.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The statements of a session policy that hold a session to its end, whoever else is down.
///
/// An explicit deny, since an allowance that ends would leave resources whose own policies name the
/// session. Such a session gets nothing from STS that would outlive it (Service Authorization
/// Reference, «AWS Security Token Service»): no session of another role, nor of a member account's
/// root (`AssumeRoot`), no token that proves to others who it is (`GetWebIdentityToken`) and none
/// of a service (`GetServiceBearerToken`; CodeArtifact's last for up to 12 h, however short the
/// session is), and by the wildcards nothing of the kind that AWS may invent. `GetSessionToken` and
/// `GetFederationToken` are for users alone; `AssumeRoleWithSAML` and `AssumeRoleWithWebIdentity`
/// are asked without credentials, so that no session's policy has a say.
public final class Leash {
  /// What STS takes of a session policy, in characters (STS API Reference, «AssumeRole», Policy).
  public static final int LARGEST_POLICY = 2_048;

  /// What is left of that beside a leash, which any role's session may get.
  public static final int LARGEST_OF_ROLE = LARGEST_POLICY - 1 - statements(Instant.EPOCH).length();

  private Leash() {}

  /// JSON, to stand in a policy's list of statements. The deny of STS's actions holds from the
  /// first moment on.
  ///
  /// @param end rounded down to the second
  public static String statements(Instant end) {
    return """
    {"Effect":"Deny","Action":"*","Resource":"*",\
    "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"%s"}}},\
    {"Effect":"Deny","Action":["sts:Assume*","sts:Get*Token"],"Resource":"*"}\
    """
        .formatted(end.truncatedTo(ChronoUnit.SECONDS));
  }
}
