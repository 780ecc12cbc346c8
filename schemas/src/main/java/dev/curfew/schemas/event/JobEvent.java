package dev.curfew.schemas.event;

/// An end that GitHub told. Ends are latches: they hold from when they are known, whatever arrives
/// later or again.
public sealed interface JobEvent extends CurfewEvent
    permits JobCompleted, RunCompleted, StepsCompleted {

  RunIdentity run();

  Detection detection();

  @Override
  default String partitionKey() {
    return run().partitionKey();
  }
}
