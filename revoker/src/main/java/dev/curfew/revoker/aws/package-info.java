/// The AWS SDK's clients, shared by whoever talks to AWS.
@NullMarked
package dev.curfew.revoker.aws;

import org.jspecify.annotations.NullMarked;
