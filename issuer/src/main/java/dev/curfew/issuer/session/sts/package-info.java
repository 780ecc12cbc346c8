/// Sessions from STS's `AssumeRole`.
@NullMarked
package dev.curfew.issuer.session.sts;

import org.jspecify.annotations.NullMarked;
