/// `./curfew up`: Curfew to play with, until Ctrl-C.
@NullMarked
package dev.curfew.local.up;

import org.jspecify.annotations.NullMarked;
