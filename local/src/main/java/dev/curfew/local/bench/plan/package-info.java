/// `curfew bench plan`: how long the planner takes, and how small its denies are.
@NullMarked
package dev.curfew.local.bench.plan;

import org.jspecify.annotations.NullMarked;
