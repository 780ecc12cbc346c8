/// Publication on Kafka.
@NullMarked
package dev.curfew.revoker.publication.kafka;

import org.jspecify.annotations.NullMarked;
