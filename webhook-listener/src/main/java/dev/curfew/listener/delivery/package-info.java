/// What GitHub's deliveries mean, whichever way they came: events for Kafka, or nothing. Knows
/// neither HTTP nor Kafka.
@NullMarked
package dev.curfew.listener.delivery;

import org.jspecify.annotations.NullMarked;
