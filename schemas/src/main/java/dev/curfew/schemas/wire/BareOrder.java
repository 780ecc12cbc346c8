package dev.curfew.schemas.wire;

import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.wire.BareOrderJson.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An order as a person writes it: an event's data without what Curfew can fill in. Whatever is not
/// understood to the letter is refused with [InvalidOrderException]: a misspelt field must not make
/// an order do less than was asked.
public final class BareOrder {
  private final BareOrderJson written;

  private BareOrder(BareOrderJson written) {
    this.written = written;
  }

  public static BareOrder read(byte[] json) {
    return new BareOrder(BareOrderJson.read(json));
  }

  /// Whether it ends an order rather than giving one.
  public boolean isLift() {
    return written.lift() != null;
  }

  public @Nullable String person() {
    return written.person();
  }

  /// The order that it gives.
  ///
  /// @param person who gives it
  public RevocationOrdered ordered(UUID orderId, String person, Instant orderedAt) {
    refuse("lift", written.lift());
    if (written.scope() == null) {
      throw new InvalidOrderException("scope is missing");
    }
    OrderScope scope = scope(written.scope());
    Instant issuedBefore = instant("issuedBefore", written.issuedBefore());
    Instant quarantineUntil = instant("quarantineUntil", written.quarantineUntil());
    String reason = given("reason", written.reason());
    return checked(() ->
        new RevocationOrdered(
            orderId, scope, issuedBefore, quarantineUntil, reason, person, orderedAt));
  }

  /// The end of the order that it names itself.
  public OrderLifted lifted(String person, Instant liftedAt) {
    return lift(uuid("lift", given("lift", written.lift())), person, liftedAt);
  }

  /// The end of an order that something else names.
  public OrderLifted lifted(UUID orderId, String person, Instant liftedAt) {
    refuse("lift", written.lift());
    return lift(orderId, person, liftedAt);
  }

  private OrderLifted lift(UUID orderId, String person, Instant liftedAt) {
    refuse("scope", written.scope());
    refuse("issuedBefore", written.issuedBefore());
    refuse("quarantineUntil", written.quarantineUntil());
    String reason = given("reason", written.reason());
    return checked(() -> new OrderLifted(orderId, reason, person, liftedAt));
  }

  private static OrderScope scope(Scope written) {
    String word = given("scope.kind", written.kind());
    Kind kind =
        Kind.named(word)
            .orElseThrow(() -> new InvalidOrderException("scope.kind is not one of " + kinds()));
    return checked(() -> new OrderScope(kind, written.value()));
  }

  private static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
  }

  private static @Nullable Instant instant(String field, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidOrderException(field + " is no time such as 2026-11-23T10:15:40Z");
    }
  }

  private static UUID uuid(String field, String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // as below
    }
    throw new InvalidOrderException(field + " is no order's id");
  }

  static String given(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new InvalidOrderException(field + " is missing");
    }
    return text;
  }

  private static void refuse(String field, @Nullable Object value) {
    if (value != null) {
      throw new InvalidOrderException(field + " has no place here");
    }
  }

  /// The records' own checks name the component.
  private static <T> T checked(Supplier<T> event) {
    try {
      return event.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidOrderException(String.valueOf(e.getMessage()));
    }
  }
}
