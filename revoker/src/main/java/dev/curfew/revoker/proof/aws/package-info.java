/// Trying by a canary session of the same role.
@NullMarked
package dev.curfew.revoker.proof.aws;

import org.jspecify.annotations.NullMarked;
