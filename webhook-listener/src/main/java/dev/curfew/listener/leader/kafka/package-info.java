/// Leadership by Kafka's consumer groups.
@NullMarked
package dev.curfew.listener.leader.kafka;

import org.jspecify.annotations.NullMarked;
