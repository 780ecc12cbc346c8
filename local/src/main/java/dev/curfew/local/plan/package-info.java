/// `curfew plan`: what Curfew would put on a role, without a service. A preview for responders, and
/// a way to check the planner with another evaluator.
@NullMarked
package dev.curfew.local.plan;

import org.jspecify.annotations.NullMarked;
