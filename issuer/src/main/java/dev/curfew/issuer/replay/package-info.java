/// Each token once, and with a nonce where one is asked for: what was overheard is of no use.
@NullMarked
package dev.curfew.issuer.replay;

import org.jspecify.annotations.NullMarked;
