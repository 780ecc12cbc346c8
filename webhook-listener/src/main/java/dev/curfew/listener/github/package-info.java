/// GitHub's REST API: who we are to it, how much of it we may ask, and what it answers. Knows
/// nothing of Kafka.
@NullMarked
package dev.curfew.listener.github;

import org.jspecify.annotations.NullMarked;
