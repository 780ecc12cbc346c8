/// Leases by the topics that tell of them.
@NullMarked
package dev.curfew.listener.lease.kafka;

import org.jspecify.annotations.NullMarked;
