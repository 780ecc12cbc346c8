/// Verification by Nimbus JOSE+JWT.
@NullMarked
package dev.curfew.issuer.token.nimbus;

import org.jspecify.annotations.NullMarked;
