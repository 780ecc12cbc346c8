/// What `./curfew` starts, as its user sees it: output, exit status, and what is left behind.
@NullMarked
package dev.curfew.local.launcher;

import org.jspecify.annotations.NullMarked;
