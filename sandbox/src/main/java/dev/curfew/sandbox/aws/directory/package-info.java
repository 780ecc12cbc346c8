/// Who and what exists: users, roles and managed policies of now and of a while ago, live sessions.
/// Knows neither HTTP nor what calls mean.
@NullMarked
package dev.curfew.sandbox.aws.directory;

import org.jspecify.annotations.NullMarked;
