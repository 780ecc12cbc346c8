/// The bench's own arithmetic.
@NullMarked
package dev.curfew.local.bench.revoke;

import org.jspecify.annotations.NullMarked;
