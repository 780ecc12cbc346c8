/// The GitHub App's JSON Web Tokens, by Nimbus.
@NullMarked
package dev.curfew.github.nimbus;

import org.jspecify.annotations.NullMarked;
