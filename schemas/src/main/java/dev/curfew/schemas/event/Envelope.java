package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/// An event with what tells it from every other.
///
/// @param id UUIDv7; who consumes an id twice has seen the same event twice
/// @param source the service that said it, as `/curfew/issuer`
/// @param time when it was said, by that service's clock
public record Envelope(UUID id, URI source, Instant time, CurfewEvent event) {
  private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

  public Envelope {
    requireNonNull(id, "id");
    requireNonNull(source, "source");
    requireNonNull(time, "time");
    requireNonNull(event, "event");
  }

  /// Puts a new id on an event.
  public static Envelope of(URI source, Instant time, CurfewEvent event) {
    return new Envelope(newId(), source, time, event);
  }

  /// A UUIDv7 (RFC 9562): sorts by time, unique without a database.
  public static UUID newId() {
    return IDS.generate();
  }
}
