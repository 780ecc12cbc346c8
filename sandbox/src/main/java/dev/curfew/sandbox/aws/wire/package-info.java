/// The AWS Query protocol: a form in, XML out, errors by code. Knows no service.
@NullMarked
package dev.curfew.sandbox.aws.wire;

import org.jspecify.annotations.NullMarked;
