/// A loopback HTTP server of JSON, for the stand-ins whose protocol is that. Knows no stand-in.
@NullMarked
package dev.curfew.sandbox.http;

import org.jspecify.annotations.NullMarked;
