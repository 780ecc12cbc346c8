/// Jobs by GitHub's REST API.
@NullMarked
package dev.curfew.issuer.binding.github;

import org.jspecify.annotations.NullMarked;
