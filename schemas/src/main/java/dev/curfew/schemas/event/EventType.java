package dev.curfew.schemas.event;

import dev.curfew.schemas.Topic;
import java.util.Arrays;
import java.util.Optional;

/// Names each event on the wire (CloudEvents `type`) and says on which topic it travels. The
/// trailing number is raised when a change would break readers.
public enum EventType {
  CREDENTIAL_ISSUED("dev.curfew.credential.issued.v1", CredentialIssued.class, Topic.CREDENTIALS),
  CREDENTIAL_RELEASED(
      "dev.curfew.credential.released.v1", CredentialReleased.class, Topic.CREDENTIALS),
  ISSUANCE_REFUSED("dev.curfew.issuance.refused.v1", IssuanceRefused.class, Topic.CREDENTIALS),
  JOB_COMPLETED("dev.curfew.job.completed.v1", JobCompleted.class, Topic.JOBS),
  RUN_COMPLETED("dev.curfew.run.completed.v1", RunCompleted.class, Topic.JOBS),
  STEPS_COMPLETED("dev.curfew.step.completed.v1", StepsCompleted.class, Topic.JOBS),
  REVOCATION_ORDERED("dev.curfew.order.revocation.v1", RevocationOrdered.class, Topic.ORDERS),
  ORDER_LIFTED("dev.curfew.order.lifted.v1", OrderLifted.class, Topic.ORDERS),
  CREDENTIAL_REVOKED(
      "dev.curfew.revocation.revoked.v1", CredentialRevoked.class, Topic.REVOCATIONS),
  REVOCATION_FAILED("dev.curfew.revocation.failed.v1", RevocationFailed.class, Topic.REVOCATIONS),
  REVOCATION_STALLED(
      "dev.curfew.revocation.stalled.v1", RevocationStalled.class, Topic.REVOCATIONS),
  REVOCATION_RECOVERED(
      "dev.curfew.revocation.recovered.v1", RevocationRecovered.class, Topic.REVOCATIONS),
  COLLATERAL_DENIED(
      "dev.curfew.revocation.collateral.v1", CollateralDenied.class, Topic.REVOCATIONS),
  DRIFT_REPAIRED("dev.curfew.revocation.drift-repaired.v1", DriftRepaired.class, Topic.REVOCATIONS),
  CREDENTIAL_OVERDUE(
      "dev.curfew.revocation.overdue.v1", CredentialOverdue.class, Topic.REVOCATIONS),
  DEAD_LETTER("dev.curfew.dead-letter.v1", DeadLetter.class, Topic.DEAD_LETTERS);

  private final String typeName;
  private final Class<? extends CurfewEvent> eventClass;
  private final Topic topic;

  EventType(String typeName, Class<? extends CurfewEvent> eventClass, Topic topic) {
    this.typeName = typeName;
    this.eventClass = eventClass;
    this.topic = topic;
  }

  public static Optional<EventType> named(String typeName) {
    return Arrays.stream(values()).filter(t -> t.typeName.equals(typeName)).findAny();
  }

  public static EventType of(CurfewEvent event) {
    return switch (event) {
      case CredentialIssued _ -> CREDENTIAL_ISSUED;
      case CredentialReleased _ -> CREDENTIAL_RELEASED;
      case IssuanceRefused _ -> ISSUANCE_REFUSED;
      case JobCompleted _ -> JOB_COMPLETED;
      case RunCompleted _ -> RUN_COMPLETED;
      case StepsCompleted _ -> STEPS_COMPLETED;
      case RevocationOrdered _ -> REVOCATION_ORDERED;
      case OrderLifted _ -> ORDER_LIFTED;
      case CredentialRevoked _ -> CREDENTIAL_REVOKED;
      case RevocationFailed _ -> REVOCATION_FAILED;
      case RevocationStalled _ -> REVOCATION_STALLED;
      case RevocationRecovered _ -> REVOCATION_RECOVERED;
      case CollateralDenied _ -> COLLATERAL_DENIED;
      case DriftRepaired _ -> DRIFT_REPAIRED;
      case CredentialOverdue _ -> CREDENTIAL_OVERDUE;
      case DeadLetter _ -> DEAD_LETTER;
    };
  }

  public String typeName() {
    return typeName;
  }

  public Class<? extends CurfewEvent> eventClass() {
    return eventClass;
  }

  public Topic topic() {
    return topic;
  }
}
