package dev.curfew.sandbox.github.fault;

/// What can go wrong by chance.
public enum Fault {
  /// A delivery is never made, and GitHub does not know of it.
  DROPPED("dropped"),
  /// A delivery does not reach the receiver, and is listed as failed.
  FAILED("failed"),
  /// A delivery is made twice.
  DUPLICATED("duplicated"),
  /// A delivery is signed with the secret that the hook had before the current one.
  OLD_SECRET("oldSecret"),
  /// A job ends and no hook is told, neither of it nor of its run.
  SILENT("silent"),
  /// A request to the REST API is answered 502.
  API_ERROR("apiError");

  private final String json;

  Fault(String json) {
    this.json = json;
  }

  /// Its name in JSON.
  String json() {
    return json;
  }
}
