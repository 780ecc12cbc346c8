package dev.curfew.local.bench.revoke;

/// How ends are told.
enum Ends {
  /// Signed deliveries to the listener.
  WEBHOOK,
  /// Straight onto Kafka: the revoker alone is measured.
  KAFKA
}
