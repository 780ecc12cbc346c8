package dev.curfew.revoker.order;

/// Roles of people, as the token names them or `quarkus.http.auth.roles-mapping` makes them.
final class Roles {
  /// May order and lift, and see.
  static final String RESPONDER = "responder";

  /// May see.
  static final String VIEWER = "viewer";

  private Roles() {}
}
