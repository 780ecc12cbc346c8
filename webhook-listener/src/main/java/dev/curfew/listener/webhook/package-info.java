/// Webhook requests: whether they are GitHub's, how much of them is held, and what GitHub is
/// answered. Knows nothing of Kafka, nor of what deliveries mean.
@NullMarked
package dev.curfew.listener.webhook;

import org.jspecify.annotations.NullMarked;
