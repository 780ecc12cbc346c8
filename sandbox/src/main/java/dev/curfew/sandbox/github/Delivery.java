package dev.curfew.sandbox.github;

import java.net.URI;
import java.time.Instant;

/// An entry of the log of deliveries.
public record Delivery(Instant deliveredAt, String event, URI target, DeliveryResult result) {}
