/// HTTPS, as far as Quarkus' own settings do not reach.
@NullMarked
package dev.curfew.issuer.tls;

import org.jspecify.annotations.NullMarked;
