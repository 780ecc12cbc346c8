package dev.curfew.issuer.issuance;

import java.util.Locale;

/// Why nothing is handed out: all that a caller is told. The log has the detail.
public enum Refusal {
  INVALID_REQUEST(400, "the request is not what this endpoint takes"),
  INVALID_TOKEN(401, "the token is not acceptable"),
  /// Each token is good for one request.
  TOKEN_REPLAYED(409, "the token has been used: ask GitHub for another"),
  /// Never given out, expired, used, or another's.
  NONCE_UNKNOWN(409, "the token's nonce is not good: ask for another"),
  NONCE_MISSING(409, "the token needs a nonce: ask for one"),
  /// The token speaks for another job or repository than the request, or than GitHub knows.
  JOB_MISMATCH(403, "the token is not this job's"),
  /// GitHub does not say yet that the job has begun.
  JOB_NOT_RUNNING(403, "the job is not in progress"),
  JOB_ENDED(403, "the job has ended"),
  /// By an order of a person.
  QUARANTINED(403, "nothing is issued to this job for now"),
  ROLE_NOT_GRANTED(403, "this repository may not have this role"),
  /// No such credential, or another's token: one answer.
  RELEASE_REFUSED(403, "this token releases no such credential"),
  REFUSED_BY_AWS(403, "AWS refuses a session of this role"),
  /// More than the operator lets one address or one repository ask.
  RATE_LIMITED(429, "too many requests: ask again later"),
  /// Curfew could not end what it issued now.
  REVOCATION_FAILING(503, "nothing is issued while it could not be revoked"),
  UNAVAILABLE(503, "try again in a moment"),
  /// A defect of ours. What is not understood is refused.
  INTERNAL(500, "something is wrong with this service");

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
