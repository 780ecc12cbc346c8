@NullMarked
package dev.curfew.schemas.wire;

import org.jspecify.annotations.NullMarked;
