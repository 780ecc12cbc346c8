package dev.curfew.revoker.intake.kafka;

import dev.curfew.schemas.event.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that cannot be used.
///
/// @param detail what is wrong with it, for people
record Unwanted(ConsumerRecord<byte[], byte[]> record, DeadLetter.Reason reason, String detail) {}
