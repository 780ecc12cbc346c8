package dev.curfew.sandbox.github.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import dev.curfew.sandbox.http.Refusal;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;

/// Checks the JSON web token by which the App says who it is, as
/// docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app describes it.
final class AppToken {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private final App app;
  private final Clock clock;

  AppToken(App app, Clock clock) {
    this.app = app;
    this.clock = clock;
  }

  /// @throws Refusal 401, 404 where no App has the issuer's id
  void verify(String token) {
    JWSObject jwt = parse(token);
    JsonNode claims = claims(jwt);
    String issuer = claims.path("iss").asText();
    if (!issuer.equals(String.valueOf(app.id())) && !issuer.equals(app.clientId())) {
      throw new Refusal(404, "Integration not found");
    }
    if (!isSigned(jwt)) {
      throw undecodable();
    }
    checkTimes(claims);
  }

  static Refusal undecodable() {
    return new Refusal(401, "A JSON web token could not be decoded");
  }

  private void checkTimes(JsonNode claims) {
    long now = clock.instant().getEpochSecond();
    JsonNode issued = claims.path("iat");
    if (!issued.isIntegralNumber() || issued.longValue() > now) {
      throw new Refusal(
          401,
          "'Issued at' claim ('iat') must be an Integer representing the time that the assertion"
              + " was issued");
    }
    JsonNode expires = claims.path("exp");
    if (!expires.isIntegralNumber() || expires.longValue() <= now) {
      throw new Refusal(
          401,
          "'Expiration time' claim ('exp') must be a numeric value representing the future time at"
              + " which the assertion expires");
    }
    if (expires.longValue() > now + LONGEST_LIFE.toSeconds()) {
      throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
    }
  }

  private boolean isSigned(JWSObject jwt) {
    try {
      return JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
          && jwt.verify(app.verifier());
    } catch (JOSEException e) {
      return false;
    }
  }

  private static JWSObject parse(String token) {
    try {
      return JWSObject.parse(token);
    } catch (ParseException e) {
      throw undecodable();
    }
  }

  /// Read as JSON: clients put the App's id into `iss` as a number, too.
  private static JsonNode claims(JWSObject jwt) {
    try {
      return JSON.readTree(jwt.getPayload().toBytes());
    } catch (IOException e) {
      throw undecodable();
    }
  }
}
