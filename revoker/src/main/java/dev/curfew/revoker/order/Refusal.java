package dev.curfew.revoker.order;

import java.util.Locale;

/// Why a request is not done.
enum Refusal {
  INVALID_REQUEST(400, "the request is not what this endpoint takes"),
  /// People order in their own name.
  NOT_YOUR_NAME(403, "the order names another person than the token"),
  UNKNOWN_ORDER(404, "no such order, or it is not decided yet"),
  UNAVAILABLE(503, "try again in a moment");

  private final int status;
  private final String explanation;

  Refusal(int status, String explanation) {
    this.status = status;
    this.explanation = explanation;
  }

  /// HTTP status.
  int status() {
    return status;
  }

  String explanation() {
    return explanation;
  }

  /// The last part of the problem's `type`.
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
