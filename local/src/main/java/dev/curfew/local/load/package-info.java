/// Jobs by the thousand: credentials issued to them and their ends, told as issuer and GitHub would
/// tell them, and what the revoker says became of them. Cheap enough to share a machine with what
/// it loads.
@NullMarked
package dev.curfew.local.load;

import org.jspecify.annotations.NullMarked;
