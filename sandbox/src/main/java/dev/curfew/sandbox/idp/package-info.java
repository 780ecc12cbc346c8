/// The organisation's OpenID provider, which people sign in with: discovery, keys, and tokens
/// minted in process. Has no sign-in page and no token endpoint.
@NullMarked
package dev.curfew.sandbox.idp;

import org.jspecify.annotations.NullMarked;
