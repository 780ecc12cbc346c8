/// Issuing: from a request to credentials or a refusal. The order of its steps is the security of
/// the whole.
@NullMarked
package dev.curfew.issuer.issuance;

import org.jspecify.annotations.NullMarked;
