/// Giving back: who was given a credential may end it before its time.
@NullMarked
package dev.curfew.issuer.release;

import org.jspecify.annotations.NullMarked;
