/// Kafka, PostgreSQL, the stand-ins and the three services, started and ended together. Knows
/// nothing of what is done with them.
@NullMarked
package dev.curfew.local.stack;

import org.jspecify.annotations.NullMarked;
