@NullMarked
package dev.curfew.local.bench.issue;

import org.jspecify.annotations.NullMarked;
