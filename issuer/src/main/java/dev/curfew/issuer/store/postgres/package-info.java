/// PostgreSQL by Vert.x' own client. Flyway's migrations are the truth.
@NullMarked
package dev.curfew.issuer.store.postgres;

import org.jspecify.annotations.NullMarked;
