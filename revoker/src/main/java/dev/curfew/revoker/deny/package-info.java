/// Planning: which statements deny exactly the dead sessions of a role. Pure functions, no I/O; of
/// a name only its letters count, and whether it begins with the issuer's mark.
@NullMarked
package dev.curfew.revoker.deny;

import org.jspecify.annotations.NullMarked;
