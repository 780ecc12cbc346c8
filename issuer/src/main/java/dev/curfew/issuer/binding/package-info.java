/// Whether a token is shown for the job that it was made for, and what GitHub says of that job.
/// Knows nothing of roles.
@NullMarked
package dev.curfew.issuer.binding;

import org.jspecify.annotations.NullMarked;
