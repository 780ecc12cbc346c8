/// Stand-ins with real protocols, for trials and tests. Never on a service's production class path.
@NullMarked
package dev.curfew.sandbox;

import org.jspecify.annotations.NullMarked;
