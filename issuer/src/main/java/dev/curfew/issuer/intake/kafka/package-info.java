/// Consumption from Kafka.
@NullMarked
package dev.curfew.issuer.intake.kafka;

import org.jspecify.annotations.NullMarked;
