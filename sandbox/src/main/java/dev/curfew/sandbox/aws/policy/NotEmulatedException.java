package dev.curfew.sandbox.aws.policy;

/// The stand-in does not know what AWS would decide, and does not guess. An exception and not a
/// [Decision], so that no caller can take it for one.
public final class NotEmulatedException extends RuntimeException {

  /// Names the operator, key or element, and where it stands.
  public NotEmulatedException(String what) {
    super("not emulated: " + what);
  }

  private NotEmulatedException(String message, NotEmulatedException cause) {
    super(message, cause);
  }

  /// The same, for whoever knows where the document that caused it comes from.
  public NotEmulatedException in(String place) {
    return new NotEmulatedException("%s of %s".formatted(getMessage(), place), this);
  }
}
