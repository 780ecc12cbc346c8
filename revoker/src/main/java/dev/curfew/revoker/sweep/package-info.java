/// What time alone brings about: credentials expire, outlive their jobs, and are forgotten.
@NullMarked
package dev.curfew.revoker.sweep;

import org.jspecify.annotations.NullMarked;
