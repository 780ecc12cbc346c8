package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What could not be used, kept for a person to look at.
///
/// @param detail what was wrong with it, for people
/// @param payloadSha256 of the bytes as they came, in hex
/// @param payloadBase64 the bytes as they came; absent where they are too many for a record
public record DeadLetter(
    Reason reason,
    String detail,
    Origin origin,
    String payloadSha256,
    int payloadBytes,
    @Nullable String payloadBase64,
    Instant buriedAt)
    implements CurfewEvent {
  public DeadLetter {
    requireNonNull(reason, "reason");
    Require.text(detail, "detail");
    requireNonNull(origin, "origin");
    Require.sha256(payloadSha256, "payloadSha256");
    if (payloadBytes < 0) {
      throw new IllegalArgumentException("payloadBytes is negative");
    }
    Require.instant(buriedAt, "buriedAt");
  }

  @Override
  public String partitionKey() {
    return origin.key() == null ? origin.reference() : origin.key();
  }

  /// Where it came from.
  ///
  /// @param channel a topic's name, or `github-webhook`
  /// @param reference what finds it there: `partition:offset`, or the delivery's id
  /// @param key the record's Kafka key, where it had one; its beginning where it is longer than
  ///   1,024, since a letter repeats it and must fit a record itself
  public record Origin(String channel, String reference, @Nullable String key) {
    public Origin {
      Require.text(channel, "channel");
      Require.text(reference, "reference");
      key = key == null ? null : beginning(key);
    }

    private static String beginning(String key) {
      if (key.length() <= Require.LONGEST_TEXT) {
        return key;
      }
      // Half a surrogate pair could not be written.
      boolean splits = Character.isHighSurrogate(key.charAt(Require.LONGEST_TEXT - 1));
      return key.substring(0, Require.LONGEST_TEXT - (splits ? 1 : 0));
    }
  }

  /// Why it could not be used.
  public enum Reason {
    /// Not a CloudEvent.
    @JsonProperty("not-an-event")
    NOT_AN_EVENT,
    /// A CloudEvent of a type that this reader does not know.
    @JsonProperty("unknown-type")
    UNKNOWN_TYPE,
    /// A known type whose data breaks its schema.
    @JsonProperty("invalid-data")
    INVALID_DATA,
    /// A signed webhook body that lacks what its event must have.
    @JsonProperty("unusable-body")
    UNUSABLE_BODY
  }
}
