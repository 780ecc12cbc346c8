/// `./curfew bench`: figures that anybody can print again.
@NullMarked
package dev.curfew.local.bench;

import org.jspecify.annotations.NullMarked;
