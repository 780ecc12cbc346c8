/// The issuer: a job's OIDC token in, STS credentials out. Nothing is handed out that Kafka has not
/// recorded.
@NullMarked
package dev.curfew.issuer;

import org.jspecify.annotations.NullMarked;
