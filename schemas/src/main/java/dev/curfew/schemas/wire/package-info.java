/// How events travel on Kafka: CloudEvents 1.0 in binary mode, data as JSON. Owns the spelling, so
/// that no service has its own.
@NullMarked
package dev.curfew.schemas.wire;

import org.jspecify.annotations.NullMarked;
