/// IAM's actions on roles and their inline policies, with its limits and error codes:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/>. Managed policies are not emulated yet:
/// their actions answer `InvalidAction`.
@NullMarked
package dev.curfew.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
