/// Planning: which statements deny exactly the dead sessions of a role. Pure functions, no I/O;
/// names are strings without meaning here.
@NullMarked
package dev.curfew.revoker.deny;

import org.jspecify.annotations.NullMarked;
