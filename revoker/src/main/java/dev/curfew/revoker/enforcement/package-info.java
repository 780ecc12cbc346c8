/// Dirty roles to written policies: one writer per role, many endings in one write, and nothing
/// forgotten.
@NullMarked
package dev.curfew.revoker.enforcement;

import org.jspecify.annotations.NullMarked;
