/// Conditions in CEL, the Common Expression Language (github.com/google/cel-spec).
@NullMarked
package dev.curfew.issuer.policy.cel;

import org.jspecify.annotations.NullMarked;
