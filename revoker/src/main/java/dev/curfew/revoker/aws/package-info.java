/// Which AWS account is reached as whom, and the SDK's clients for it. Knows nothing of policies.
@NullMarked
package dev.curfew.revoker.aws;

import org.jspecify.annotations.NullMarked;
