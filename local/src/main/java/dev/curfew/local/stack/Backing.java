package dev.curfew.local.stack;

/// What the services stand on: a broker with the contract's topics, and a database.
public interface Backing extends AutoCloseable {

  /// For people: which kind this is.
  String describe();

  /// `host:port`, the same through outages.
  String bootstrapServers();

  Database database();

  /// An outage. Nothing that was acknowledged is lost.
  void stopKafka();

  /// Ends the outage.
  void startKafka();

  @Override
  void close();
}
