package dev.curfew.schemas.event;

/// Everything that Curfew says on Kafka. One sealed family for each topic.
public sealed interface CurfewEvent
    permits CredentialEvent, JobEvent, OrderEvent, RevocationEvent, DeadLetter {

  /// The Kafka key: events with the same key keep their order.
  String partitionKey();
}
