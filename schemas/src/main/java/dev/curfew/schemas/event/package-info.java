/// What happened, as values. Every event is a record that cannot be wrong: it checks itself when
/// made, whether by a service or from JSON. Knows neither Kafka nor Quarkus.
@NullMarked
package dev.curfew.schemas.event;

import org.jspecify.annotations.NullMarked;
