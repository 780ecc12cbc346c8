/// What is wrong with GitHub at the moment, by chance and yet the same each time.
@NullMarked
package dev.curfew.sandbox.github.fault;

import org.jspecify.annotations.NullMarked;
