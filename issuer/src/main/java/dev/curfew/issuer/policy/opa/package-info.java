/// The second gate: a policy server with OPA's data API.
@NullMarked
package dev.curfew.issuer.policy.opa;

import org.jspecify.annotations.NullMarked;
