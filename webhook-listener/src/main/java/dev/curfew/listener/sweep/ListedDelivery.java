package dev.curfew.listener.sweep;

import java.time.Instant;

/// An attempt to deliver, as GitHub lists it.
///
/// @param guid `X-GitHub-Delivery`: the same for all attempts
/// @param deliveredAt by GitHub's clock
/// @param redelivery whether somebody asked for it after another
/// @param accepted whether the receiver answered 2xx
public record ListedDelivery(
    long id,
    String guid,
    Instant deliveredAt,
    boolean redelivery,
    boolean accepted,
    String event) {}
