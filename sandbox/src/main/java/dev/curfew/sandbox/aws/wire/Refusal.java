package dev.curfew.sandbox.aws.wire;

/// A call that AWS would answer with an error: its HTTP status, its code, its message. Codes are
/// those of <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html> and of each
/// action's page.
public final class Refusal extends RuntimeException {
  private final int status;
  private final String code;
  private final String reason;

  public Refusal(int status, String code, String reason) {
    // An answer, not a fault of the program: nobody reads its stack.
    super(reason, null, false, false);
    this.status = status;
    this.code = code;
    this.reason = reason;
  }

  public static Refusal validation(String message) {
    return new Refusal(400, "ValidationError", message);
  }

  /// A member that breaks the service model's constraint, worded as AWS words it.
  public static Refusal constraint(String member, String value, String constraint) {
    return validation(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, member, constraint));
  }

  public static Refusal accessDenied(String message) {
    return new Refusal(403, "AccessDenied", message);
  }

  public static Refusal malformedPolicy(String reason) {
    return new Refusal(400, "MalformedPolicyDocument", reason);
  }

  public static Refusal noSuchEntity(String message) {
    return new Refusal(404, "NoSuchEntity", message);
  }

  /// No such action, or no such version of the API.
  public static Refusal invalidAction(String action, String version) {
    return new Refusal(
        400,
        "InvalidAction",
        "Could not find operation %s for version %s".formatted(action, version));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
