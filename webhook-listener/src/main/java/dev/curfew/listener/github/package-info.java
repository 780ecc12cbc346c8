/// What the listener asks GitHub's REST API for: deliveries, jobs, leaked secrets. Knows nothing of
/// Kafka.
@NullMarked
package dev.curfew.listener.github;

import org.jspecify.annotations.NullMarked;
