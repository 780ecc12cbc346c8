/// OIDC tokens of jobs: which are believed, and what they say.
@NullMarked
package dev.curfew.issuer.token;

import org.jspecify.annotations.NullMarked;
