/// How often something may be done, for each of many who do it. By Bucket4j, which says how long to
/// wait: the rate limits of SmallRye Fault Tolerance are a method's and not a caller's, Guava's
/// limiter is not told when the next permit comes, and Caffeine, which keeps the buckets, has none.
@NullMarked
package dev.curfew.issuer.limit;

import org.jspecify.annotations.NullMarked;
