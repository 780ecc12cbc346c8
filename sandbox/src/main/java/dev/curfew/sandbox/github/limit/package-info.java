/// Rate limits of the REST API:
/// docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
@NullMarked
package dev.curfew.sandbox.github.limit;

import org.jspecify.annotations.NullMarked;
