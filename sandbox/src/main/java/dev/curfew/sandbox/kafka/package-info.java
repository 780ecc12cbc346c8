/// A real Kafka broker inside this JVM. Knows the contract's topics and nothing of what is in them.
///
/// Kafka is talkative: whoever runs it sets the loggers `org.apache.kafka`, `kafka` and
/// `state.change.logger` to `WARN`.
@NullMarked
package dev.curfew.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
