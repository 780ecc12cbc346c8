/// The revoker: what happened comes in by Kafka, what must be denied goes out to IAM, and how it
/// went stays in the audit trail.
@NullMarked
package dev.curfew.revoker;

import org.jspecify.annotations.NullMarked;
