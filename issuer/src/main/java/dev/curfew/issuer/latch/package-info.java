/// What must not be issued any more: to jobs that have ended, and to what an order quarantined.
@NullMarked
package dev.curfew.issuer.latch;

import org.jspecify.annotations.NullMarked;
