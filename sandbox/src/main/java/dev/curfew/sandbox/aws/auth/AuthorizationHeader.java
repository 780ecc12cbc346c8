package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.wire.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The `Authorization` header of Signature Version 4.
record AuthorizationHeader(
    String accessKeyId, CredentialScope scope, List<String> signedHeaders, String signature) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  AuthorizationHeader {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /// @throws Refusal `IncompleteSignature` where a part is missing
  static AuthorizationHeader parse(String header) {
    if (!header.startsWith(ALGORITHM + " ")) {
      throw incomplete("Unsupported AWS 'algorithm' in Authorization header.");
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : header.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    String[] credential = require(parts, "Credential").split("/", -1);
    if (credential.length != 5 || !credential[4].equals("aws4_request")) {
      throw incomplete("Credential must have exactly 5 slash-delimited elements.");
    }
    return new AuthorizationHeader(
        credential[0],
        new CredentialScope(credential[1], credential[2], credential[3]),
        List.of(require(parts, "SignedHeaders").split(";", -1)),
        require(parts, "Signature"));
  }

  private static String require(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw incomplete("Authorization header requires '%s' parameter.".formatted(name));
    }
    return value;
  }

  static Refusal incomplete(String message) {
    return new Refusal(400, "IncompleteSignature", message);
  }
}
