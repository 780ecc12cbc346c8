/// The GitHub App's JSON Web Tokens, by Nimbus.
@NullMarked
package dev.curfew.listener.github.nimbus;

import org.jspecify.annotations.NullMarked;
