/// What is known: credentials, what ended them, which roles are dirty, what must be published, and
/// the audit trail. Whatever belongs together is one transaction. Knows neither Kafka nor IAM.
@NullMarked
package dev.curfew.revoker.ledger;

import org.jspecify.annotations.NullMarked;
