/// The contract between Curfew's services: what is said on Kafka, and how it is spelled. Owns the
/// event records, their JSON Schemas, topic names and the wire form. Knows no service.
@NullMarked
package dev.curfew.schemas;

import org.jspecify.annotations.NullMarked;
