/// Curfew as a whole: three real processes, told and watched through HTTP, Kafka and SQL only.
@NullMarked
package dev.curfew.local.system;

import org.jspecify.annotations.NullMarked;
