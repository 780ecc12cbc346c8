/// Which jobs may have which roles. Deny by default.
@NullMarked
package dev.curfew.issuer.grant;

import org.jspecify.annotations.NullMarked;
