package dev.curfew.sandbox.aws.sts;

import dev.curfew.sandbox.aws.directory.RoleArn;
import dev.curfew.sandbox.aws.policy.MalformedPolicyException;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Tags;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The parameters of `AssumeRole`, within the limits of its service model.
record AssumeRoleRequest(
    RoleArn roleArn,
    String sessionName,
    Duration duration,
    Optional<NamedPolicy> policy,
    Map<String, String> tags,
    Set<String> transitiveTagKeys,
    Optional<String> externalId,
    Optional<String> sourceIdentity) {
  private static final Set<String> PARAMETERS =
      Set.of(
          "RoleArn",
          "RoleSessionName",
          "DurationSeconds",
          "Policy",
          "Tags",
          "TransitiveTagKeys",
          "ExternalId",
          "SourceIdentity");

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final int LONGEST_POLICY = 2_048;
  private static final int DEFAULT_SECONDS = 3_600;

  /// @throws Refusal `ValidationError` or `MalformedPolicyDocument`
  static AssumeRoleRequest read(QueryForm form) {
    form.requireOnly(PARAMETERS);
    String roleArn = form.required("RoleArn");
    Map<String, String> tags = Tags.checked(form.tags("Tags"));
    return new AssumeRoleRequest(
        RoleArn.parse(roleArn)
            .orElseThrow(() -> Refusal.validation("%s is invalid".formatted(roleArn))),
        require("roleSessionName", form.required("RoleSessionName"), NAME),
        Duration.ofSeconds(form.integer("DurationSeconds", 900, 43_200).orElse(DEFAULT_SECONDS)),
        form.optional("Policy").map(AssumeRoleRequest::policy),
        tags,
        transitive(form, tags),
        form.optional("ExternalId").map(id -> require("externalId", id, EXTERNAL_ID)),
        form.optional("SourceIdentity").map(id -> require("sourceIdentity", id, NAME)));
  }

  private static Set<String> transitive(QueryForm form, Map<String, String> tags) {
    Set<String> keys = new HashSet<>(form.strings("TransitiveTagKeys"));
    if (!tags.keySet().containsAll(keys)) {
      throw new Refusal(
          400,
          "InvalidParameterValue",
          "The specified transitive tag key must be included in the requested tags.");
    }
    return keys;
  }

  private static NamedPolicy policy(String json) {
    if (json.isEmpty() || json.length() > LONGEST_POLICY) {
      throw Refusal.constraint(
          "policy",
          json.length() + " characters",
          "Member must have length between 1 and " + LONGEST_POLICY);
    }
    try {
      return new NamedPolicy("session policy", PolicyDocument.identityPolicy(json));
    } catch (MalformedPolicyException e) {
      throw Refusal.malformedPolicy(e.reason());
    } catch (NotEmulatedException e) {
      throw e.in("session policy");
    }
  }

  private static String require(String member, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw Refusal.constraint(
          member, value, "Member must satisfy regular expression pattern: " + form.pattern());
    }
    return value;
  }
}
