/// The way out: events that are durable once their publication completes.
@NullMarked
package dev.curfew.revoker.publication;

import org.jspecify.annotations.NullMarked;
