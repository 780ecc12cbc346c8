/// The policy's file: what it may say, and where in it an error is.
@NullMarked
package dev.curfew.issuer.policy.yaml;

import org.jspecify.annotations.NullMarked;
