/// Who is calling (Signature Version 4), and whether policies let them. Knows no action.
@NullMarked
package dev.curfew.sandbox.aws.auth;

import org.jspecify.annotations.NullMarked;
