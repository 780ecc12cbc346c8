/// Release tokens in PostgreSQL, by their SHA-256.
@NullMarked
package dev.curfew.issuer.release.postgres;

import org.jspecify.annotations.NullMarked;
