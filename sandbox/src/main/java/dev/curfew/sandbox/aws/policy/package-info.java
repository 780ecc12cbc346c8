/// What IAM policies mean: documents in, a [Decision] out. Pure: no clock, no store, no wire, so
/// that each rule of the policy language can be read and tested by itself. The rules are those of
/// the IAM User Guide's policy reference; what is not emulated is refused by
/// [NotEmulatedException], never guessed.
@NullMarked
package dev.curfew.sandbox.aws.policy;

import org.jspecify.annotations.NullMarked;
