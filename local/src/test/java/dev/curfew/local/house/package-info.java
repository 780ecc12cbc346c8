/// The rules of the house, checked over all modules' classes.
@NullMarked
package dev.curfew.local.house;

import org.jspecify.annotations.NullMarked;
