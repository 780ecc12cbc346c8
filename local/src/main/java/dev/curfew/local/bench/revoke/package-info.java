/// `./curfew bench revoke`: how long ended jobs' sessions live on, measured from outside. The load
/// is open-loop: what is late does not slow down what follows.
@NullMarked
package dev.curfew.local.bench.revoke;

import org.jspecify.annotations.NullMarked;
