/// Shapes that GitHub's REST API and its webhooks share: accounts, repositories, times, errors,
/// pages.
@NullMarked
package dev.curfew.sandbox.github.wire;

import org.jspecify.annotations.NullMarked;
