package dev.curfew.sandbox.aws.policy;

import java.util.List;

/// A policy document that was found well-formed.
///
/// @param json as it was given, because that is how IAM gives it back
public record PolicyDocument(String json, List<Statement> statements) {
  /// A trust policy that lets no access key assume the role.
  public static final PolicyDocument TRUSTING_NOBODY =
      new PolicyDocument(
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
          "Principal":{"Service":"service.amazonaws.com"},"Action":"sts:AssumeRole"}}\
          """,
          List.of());

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
