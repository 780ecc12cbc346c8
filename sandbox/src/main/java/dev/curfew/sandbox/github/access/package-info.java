/// Who asks GitHub's REST API, and what they may: the GitHub App with its JSON web token, its
/// installations with their tokens, and personal access tokens. Knows no endpoint but its own.
@NullMarked
package dev.curfew.sandbox.github.access;

import org.jspecify.annotations.NullMarked;
