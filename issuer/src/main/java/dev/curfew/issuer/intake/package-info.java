/// What other services tell: events from Kafka into the issuer's own tables. What follows from them
/// is the business of other rooms.
@NullMarked
package dev.curfew.issuer.intake;

import org.jspecify.annotations.NullMarked;
