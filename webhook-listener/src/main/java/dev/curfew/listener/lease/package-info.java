/// Which jobs hold live credentials, and asking GitHub for those of which nothing is heard.
@NullMarked
package dev.curfew.listener.lease;

import org.jspecify.annotations.NullMarked;
