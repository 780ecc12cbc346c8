/// Which of several instances does what must be done once.
@NullMarked
package dev.curfew.listener.leader;

import org.jspecify.annotations.NullMarked;
