/// What is issued while revoking fails: a credential that cannot be revoked should not live long.
@NullMarked
package dev.curfew.issuer.circuit;

import org.jspecify.annotations.NullMarked;
