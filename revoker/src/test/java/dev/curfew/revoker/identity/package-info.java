@NullMarked
package dev.curfew.revoker.identity;

import org.jspecify.annotations.NullMarked;
