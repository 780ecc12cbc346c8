package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.IssuanceRefused;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.RevocationEvent;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Events that are applied together, as the rows that they become.
final class Batch {
  private final Map<UUID, CredentialRow> credentials = new LinkedHashMap<>();
  private final List<EndingRow> endings = new ArrayList<>();
  private final Map<UUID, Order> orders = new LinkedHashMap<>();
  private final Map<UUID, Lift> lifts = new LinkedHashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Set<String> runs = new HashSet<>();

  Batch(List<Envelope> envelopes, Instant now) {
    envelopes.forEach(envelope -> add(envelope, now));
  }

  private void add(Envelope envelope, Instant now) {
    UUID id = envelope.id();
    switch (envelope.event()) {
      case CredentialIssued issued -> {
        touches(issued.job().run());
        credentials.putIfAbsent(issued.credentialId(), new CredentialRow(id, issued, now));
      }
      case CredentialReleased released -> {
        touches(released.job().run());
        endings.add(EndingRow.of(id, released, envelope.time(), now));
      }
      // Concerns no credential that there is: its run needs no lock.
      case IssuanceRefused refused -> refusals.add(new Refusal(id, refused));
      case JobCompleted completed -> {
        touches(completed.run());
        endings.add(EndingRow.of(id, completed, now));
      }
      case RunCompleted completed -> {
        touches(completed.run());
        endings.add(EndingRow.of(id, completed, now));
      }
      case StepsCompleted completed -> {
        touches(completed.run());
        endings.add(EndingRow.of(id, completed, now));
      }
      case RevocationOrdered order ->
          orders.putIfAbsent(
              order.orderId(), new Order(order, new OrderRow(id, order, envelope.time(), now)));
      case OrderLifted lifted ->
          lifts.putIfAbsent(lifted.orderId(), new Lift(lifted, new LiftRow(id, lifted)));
      case RevocationEvent _, DeadLetter _ ->
          throw new IllegalArgumentException("not an event of credentials, jobs or orders");
    }
  }

  private void touches(RunIdentity run) {
    runs.add("curfew.run " + run.partitionKey());
  }

  /// All that concerns one run is serialised by a lock of this name: an issuance and an end that
  /// arrive at once on two topics would else each miss the other.
  Set<String> runs() {
    return runs;
  }

  Map<UUID, CredentialRow> credentials() {
    return credentials;
  }

  List<EndingRow> endings() {
    return endings;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  Map<UUID, Order> orders() {
    return orders;
  }

  Map<UUID, Lift> lifts() {
    return lifts;
  }

  /// A refusal and the event that told of it.
  record Refusal(UUID eventId, IssuanceRefused refused) {}

  /// An order as it was given and as it is kept.
  record Order(RevocationOrdered order, OrderRow row) {}

  /// A lift as it was given and as it is kept.
  record Lift(OrderLifted lifted, LiftRow row) {}
}
