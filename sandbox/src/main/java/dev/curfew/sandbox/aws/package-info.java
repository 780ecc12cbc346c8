/// AWS as far as Curfew needs it: STS and IAM's roles and policies behind one loopback endpoint
/// that real SDKs talk to, each call decided by the policies of its caller. What it does not know
/// it refuses («not emulated», HTTP 500, an ERROR in the log) and never guesses.
///
/// Everything is in memory: a restart forgets all accounts, roles and sessions.
@NullMarked
package dev.curfew.sandbox.aws;

import org.jspecify.annotations.NullMarked;
