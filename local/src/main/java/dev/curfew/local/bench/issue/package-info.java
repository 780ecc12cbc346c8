/// `./curfew bench issue`: how fast the issuer hands credentials out, at what cost, and that each
/// has its record. The load is open-loop: what is late does not slow down what follows.
@NullMarked
package dev.curfew.local.bench.issue;

import org.jspecify.annotations.NullMarked;
