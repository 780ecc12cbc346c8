package dev.curfew.sandbox.aws.policy;

import java.util.List;

/// A policy document that was found well-formed.
///
/// @param json as it was given, because that is how IAM gives it back
public record PolicyDocument(String json, List<Statement> statements) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /// For policies that are attached to users and roles, and for session policies.
  public static PolicyDocument identityPolicy(String json) throws MalformedPolicyException {
    return new PolicyDocument(json, new DocumentParser(DocumentParser.Kind.IDENTITY).parse(json));
  }

  /// For a role's trust policy.
  public static PolicyDocument trustPolicy(String json) throws MalformedPolicyException {
    return new PolicyDocument(json, new DocumentParser(DocumentParser.Kind.TRUST).parse(json));
  }

  /// The size that counts against IAM's quotas: «IAM doesn't count white space».
  public int size() {
    return Math.toIntExact(json.chars().filter(c -> !Character.isWhitespace(c)).count());
  }
}
