/// A CI job's side: it has a token made, asks the issuer for credentials, and calls AWS with them.
@NullMarked
package dev.curfew.local.job;

import org.jspecify.annotations.NullMarked;
