/// The webhook listener: everything that GitHub tells us. It keeps no state that matters; what it
/// learns is on Kafka before GitHub is answered.
@NullMarked
package dev.curfew.listener;

import org.jspecify.annotations.NullMarked;
