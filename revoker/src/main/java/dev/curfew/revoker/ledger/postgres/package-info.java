/// The ledger in PostgreSQL. Flyway's migrations are the truth; entities never leave this package.
@NullMarked
package dev.curfew.revoker.ledger.postgres;

import org.jspecify.annotations.NullMarked;
