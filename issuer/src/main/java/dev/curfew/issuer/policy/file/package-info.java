/// The policy in force: read at start, read again when the file changes.
@NullMarked
package dev.curfew.issuer.policy.file;

import org.jspecify.annotations.NullMarked;
