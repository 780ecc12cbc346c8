package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// A nonce as it goes over HTTP.
///
/// @param audience what to ask GitHub's token for
/// @param expiresAt RFC 3339, in UTC
@JsonNaming(SnakeCaseStrategy.class)
record NonceAnswer(String nonce, String audience, String expiresAt) {}
