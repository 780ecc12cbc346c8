package dev.curfew.listener.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An attempt to deliver, as GitHub lists it.
///
/// @param guid `X-GitHub-Delivery`: the same for all attempts
/// @param deliveredAt by GitHub's clock
/// @param redelivery whether somebody asked for it after another
/// @param accepted whether the receiver answered 2xx
/// @param action null where GitHub lists none
public record ListedDelivery(
    long id,
    String guid,
    Instant deliveredAt,
    boolean redelivery,
    boolean accepted,
    String event,
    @Nullable String action) {}
