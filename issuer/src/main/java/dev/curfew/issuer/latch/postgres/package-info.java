/// Latches in PostgreSQL.
@NullMarked
package dev.curfew.issuer.latch.postgres;

import org.jspecify.annotations.NullMarked;
