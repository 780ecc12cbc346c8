/// The redelivery sweep: deliveries that GitHub lists and nobody accepted are brought in.
@NullMarked
package dev.curfew.listener.sweep;

import org.jspecify.annotations.NullMarked;
