/// STS sessions: how they are named, and where their credentials come from.
@NullMarked
package dev.curfew.issuer.session;

import org.jspecify.annotations.NullMarked;
