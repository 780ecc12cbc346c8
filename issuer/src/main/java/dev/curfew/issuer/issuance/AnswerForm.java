package dev.curfew.issuer.issuance;

import java.util.List;
import java.util.Map;

/// How credentials are answered.
enum AnswerForm {
  /// All that there is to say.
  WHOLE,
  /// As AWS's clients take it from a `credential_process`.
  CREDENTIAL_PROCESS;

  /// Of the parameter `format`; throws [RefusedException] where there is no such form, or several.
  static AnswerForm of(Map<String, List<String>> parameters) {
    List<String> named = parameters.getOrDefault("format", List.of());
    if (named.isEmpty()) {
      return WHOLE;
    }
    if (named.equals(List.of("credential_process"))) {
      return CREDENTIAL_PROCESS;
    }
    throw new RefusedException(
        Refusal.INVALID_REQUEST, "format must be credential_process, once, or absent");
  }

  Object body(IssuedCredential issued) {
    return switch (this) {
      case WHOLE -> CredentialBody.of(issued);
      case CREDENTIAL_PROCESS -> ProcessBody.of(issued);
    };
  }
}
