/// Whether a deny is enforced, and since when: found out by trying.
@NullMarked
package dev.curfew.revoker.proof;

import org.jspecify.annotations.NullMarked;
