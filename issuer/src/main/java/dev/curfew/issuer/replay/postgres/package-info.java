/// Tokens and nonces in PostgreSQL.
@NullMarked
package dev.curfew.issuer.replay.postgres;

import org.jspecify.annotations.NullMarked;
