/// Consumption from Kafka.
@NullMarked
package dev.curfew.revoker.intake.kafka;

import org.jspecify.annotations.NullMarked;
