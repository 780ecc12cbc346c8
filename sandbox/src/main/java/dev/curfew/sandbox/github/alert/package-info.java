/// Secret scanning: alerts of secrets that were found in repositories.
@NullMarked
package dev.curfew.sandbox.github.alert;

import org.jspecify.annotations.NullMarked;
