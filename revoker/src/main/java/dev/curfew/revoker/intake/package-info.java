/// The way in: events from Kafka to the ledger. Bad data becomes a dead letter and never stops a
/// partition.
@NullMarked
package dev.curfew.revoker.intake;

import org.jspecify.annotations.NullMarked;
