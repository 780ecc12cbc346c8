/// All of Curfew on one machine: for trying it, and for testing it whole. The only module that
/// knows all others, though of the services no more than their runner jars, settings and protocols,
/// and the functions that `plan` and `bench plan` show.
@NullMarked
package dev.curfew.local;

import org.jspecify.annotations.NullMarked;
