/// GitHub's REST API as any service asks it: who we are to it, how much of it we may ask, and what
/// came back. What an answer means is the service's own: nothing here knows of jobs or credentials.
@NullMarked
package dev.curfew.github;

import org.jspecify.annotations.NullMarked;
