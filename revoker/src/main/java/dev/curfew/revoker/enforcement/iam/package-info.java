/// Policies on roles by IAM's API.
@NullMarked
package dev.curfew.revoker.enforcement.iam;

import org.jspecify.annotations.NullMarked;
