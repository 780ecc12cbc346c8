/// The reader's refusals, one by one.
@NullMarked
package dev.curfew.local.plan;

import org.jspecify.annotations.NullMarked;
