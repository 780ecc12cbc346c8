/// IAM's actions on roles, their inline policies and customer-managed policies, with its limits and
/// error codes: <https://docs.aws.amazon.com/IAM/latest/APIReference/>.
@NullMarked
package dev.curfew.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
