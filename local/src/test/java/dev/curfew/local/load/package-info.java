/// What load is made of must look as issuer and GitHub make it.
@NullMarked
package dev.curfew.local.load;

import org.jspecify.annotations.NullMarked;
