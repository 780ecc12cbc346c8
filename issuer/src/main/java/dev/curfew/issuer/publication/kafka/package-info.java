/// Publication on Kafka.
@NullMarked
package dev.curfew.issuer.publication.kafka;

import org.jspecify.annotations.NullMarked;
