/// GitHub as Curfew sees it: runners' ID tokens and their issuer, the jobs API, webhooks and their
/// sender. Speaks GitHub's protocols and knows nothing of Curfew's.
///
/// Shapes follow GitHub's documentation and real payloads. What GitHub is not known to do, this
/// does not do either.
@NullMarked
package dev.curfew.sandbox.github;

import org.jspecify.annotations.NullMarked;
