/// Orders over HTTP: what incident responders ask for, and what has become of it. An order is an
/// event like any other: it counts once Kafka has it. Knows neither Kafka nor the database.
@NullMarked
package dev.curfew.revoker.order;

import org.jspecify.annotations.NullMarked;
