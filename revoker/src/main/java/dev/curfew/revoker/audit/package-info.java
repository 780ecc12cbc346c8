/// Seals the audit trail: entries that transactions left behind are numbered and chained.
@NullMarked
package dev.curfew.revoker.audit;

import org.jspecify.annotations.NullMarked;
