/// What issuers of signed tokens have in common. Knows no issuer.
@NullMarked
package dev.curfew.sandbox.oidc;

import org.jspecify.annotations.NullMarked;
