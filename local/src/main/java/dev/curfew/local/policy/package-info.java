/// `curfew policy`: for authors of policies, by the issuer's own reader and rules.
@NullMarked
package dev.curfew.local.policy;

import org.jspecify.annotations.NullMarked;
