/// `./curfew bench intake`: how many deliveries the listener brings to Kafka, how fast, and at what
/// cost; beside a receiver of another make, if there is one.
@NullMarked
package dev.curfew.local.bench.intake;

import org.jspecify.annotations.NullMarked;
