/// Stacks that only tests run.
@NullMarked
package dev.curfew.local.stack;

import org.jspecify.annotations.NullMarked;
