package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.policy.MalformedPolicyException;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import dev.curfew.sandbox.aws.wire.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Policy documents on their way in and out.
final class Documents {
  private static final int LONGEST = 131_072;

  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>. Not adjustable.
  private static final int LONGEST_MANAGED = 6_144;

  private static final Pattern CHARACTERS = Pattern.compile("[\\t\\n\\r\\x20-\\xFF]+");

  private Documents() {}

  static NamedPolicy inline(String name, String json) {
    return new NamedPolicy(name, identityPolicy(name, json));
  }

  static PolicyDocument managed(String arn, String json) {
    PolicyDocument document = identityPolicy(arn, json);
    if (document.size() > LONGEST_MANAGED) {
      throw new Refusal(
          409, "LimitExceeded", "Cannot exceed quota for PolicySize: " + LONGEST_MANAGED);
    }
    return document;
  }

  private static PolicyDocument identityPolicy(String name, String json) {
    requireText("policyDocument", json);
    try {
      return PolicyDocument.identityPolicy(json);
    } catch (MalformedPolicyException e) {
      throw Refusal.malformedPolicy(e.reason());
    } catch (NotEmulatedException e) {
      throw e.in("policy " + name);
    }
  }

  static NamedPolicy trust(String roleName, String json) {
    requireText("assumeRolePolicyDocument", json);
    try {
      return new NamedPolicy("trust policy of role " + roleName, PolicyDocument.trustPolicy(json));
    } catch (MalformedPolicyException e) {
      throw Refusal.malformedPolicy(e.reason());
    } catch (NotEmulatedException e) {
      throw e.in("trust policy of role " + roleName);
    }
  }

  /// As RFC 3986 encodes, which is how IAM gives documents back.
  static String encoded(PolicyDocument document) {
    return URLEncoder.encode(document.json(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static void requireText(String member, String json) {
    if (json.isEmpty() || json.length() > LONGEST || !CHARACTERS.matcher(json).matches()) {
      throw Refusal.validation(
          "The specified value for %s is invalid. It must have 1 to %d characters of \\u0009,"
                  .formatted(member, LONGEST)
              + " \\u000A, \\u000D and \\u0020 to \\u00FF.");
    }
  }
}
