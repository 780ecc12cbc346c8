/// PostgreSQL by Hibernate Reactive. Flyway's migrations are the truth.
@NullMarked
package dev.curfew.issuer.store.postgres;

import org.jspecify.annotations.NullMarked;
