package dev.curfew.issuer.issuance;

import org.jspecify.annotations.Nullable;

/// How credentials are answered.
enum AnswerForm {
  /// All that there is to say.
  WHOLE,
  /// As AWS's clients take it from a `credential_process`.
  CREDENTIAL_PROCESS;

  /// Of the parameter `format`; throws [RefusedException] where there is no such form.
  static AnswerForm named(@Nullable String format) {
    return switch (format) {
      case null -> WHOLE;
      case "credential_process" -> CREDENTIAL_PROCESS;
      default ->
          throw new RefusedException(
              Refusal.INVALID_REQUEST, "format must be credential_process, or absent");
    };
  }

  Object body(IssuedCredential issued) {
    return switch (this) {
      case WHOLE -> CredentialBody.of(issued);
      case CREDENTIAL_PROCESS -> ProcessBody.of(issued);
    };
  }
}
