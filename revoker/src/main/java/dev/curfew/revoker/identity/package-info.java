/// Who somebody is: bearer tokens of the organisation's OpenID provider. Owns what Quarkus is told
/// about them; knows nothing of what they may do.
@NullMarked
package dev.curfew.revoker.identity;

import org.jspecify.annotations.NullMarked;
