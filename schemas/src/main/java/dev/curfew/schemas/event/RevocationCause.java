package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Why a credential was revoked.
///
/// @param eventId id of the event that said so
public record RevocationCause(Kind kind, UUID eventId) {
  public RevocationCause {
    requireNonNull(kind, "kind");
    requireNonNull(eventId, "eventId");
  }

  /// The six ways in which a credential ends before its time.
  public enum Kind {
    JOB_COMPLETED("job-completed"),
    RUN_COMPLETED("run-completed"),
    STEP_COMPLETED("step-completed"),
    RELEASED("released"),
    ORDERED("ordered"),
    OVERDUE("overdue");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// As it stands in JSON, in the database and in metrics.
    @JsonValue
    public String word() {
      return word;
    }
  }
}
