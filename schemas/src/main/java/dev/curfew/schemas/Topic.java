package dev.curfew.schemas;

/// Curfew's Kafka topics. Partition counts are the contract for whoever creates them: a run's
/// events share a partition, so raising a count later breaks the order of runs that are under way.
public enum Topic {
  /// Credentials handed out, given back and refused, keyed by run. Written by the issuer.
  CREDENTIALS("curfew.credentials", 12),
  /// Jobs and runs that ended, keyed by run. Written by the listener.
  JOBS("curfew.jobs", 12),
  /// What people ordered, keyed by order.
  ORDERS("curfew.orders", 3),
  /// What was done to credentials, keyed by role ARN. Written by the revoker, read by anybody.
  REVOCATIONS("curfew.revocations", 12),
  /// What could not be used, with its reason and origin.
  DEAD_LETTERS("curfew.dead-letters", 3);

  private final String topicName;
  private final int partitions;

  Topic(String topicName, int partitions) {
    this.topicName = topicName;
    this.partitions = partitions;
  }

  public String topicName() {
    return topicName;
  }

  public int partitions() {
    return partitions;
  }
}
