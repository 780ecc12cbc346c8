/// Webhook deliveries: their signature, their meaning, and what GitHub is answered. Knows nothing
/// of Kafka.
@NullMarked
package dev.curfew.listener.webhook;

import org.jspecify.annotations.NullMarked;
