/// STS's `AssumeRole` and `GetCallerIdentity`:
/// <https://docs.aws.amazon.com/STS/latest/APIReference/>.
@NullMarked
package dev.curfew.sandbox.aws.sts;

import org.jspecify.annotations.NullMarked;
