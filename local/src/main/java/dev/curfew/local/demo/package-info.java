/// The story that `./curfew demo` plays, and what it is told by: SDK and SQL, nothing internal.
@NullMarked
package dev.curfew.local.demo;

import org.jspecify.annotations.NullMarked;
