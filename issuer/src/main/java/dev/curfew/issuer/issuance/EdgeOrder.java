package dev.curfew.issuer.issuance;

/// In which order what comes from outside is looked at, before Quarkus' own handlers.
final class EdgeOrder {
  static final int LIMITS = -1_000_000;
  static final int BODIES = LIMITS + 1;

  private EdgeOrder() {}
}
