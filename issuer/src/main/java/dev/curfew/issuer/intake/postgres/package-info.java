/// The journal in PostgreSQL.
@NullMarked
package dev.curfew.issuer.intake.postgres;

import org.jspecify.annotations.NullMarked;
