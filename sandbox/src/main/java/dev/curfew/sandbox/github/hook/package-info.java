/// Webhooks as GitHub has them: of organisations, repositories, the App and the enterprise; what
/// they are sent, and what GitHub remembers of it.
@NullMarked
package dev.curfew.sandbox.github.hook;

import org.jspecify.annotations.NullMarked;
