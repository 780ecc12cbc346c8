/// Publication on Kafka.
@NullMarked
package dev.curfew.listener.publication.kafka;

import org.jspecify.annotations.NullMarked;
