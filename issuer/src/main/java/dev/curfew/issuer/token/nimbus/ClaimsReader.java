package dev.curfew.issuer.token.nimbus;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.curfew.issuer.token.InvalidTokenException;
import dev.curfew.issuer.token.JobClaims;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.RunIdentity;
import java.util.OptionalLong;

/// GitHub's claims to ours. Ids come as strings or as numbers, depending on the platform.
final class ClaimsReader {
  private ClaimsReader() {}

  static JobClaims read(JWTClaimsSet claims) {
    try {
      return new JobClaims(
          new RunIdentity(
              number(claims, "repository_id"),
              text(claims, "repository"),
              number(claims, "run_id"),
              Math.toIntExact(number(claims, "run_attempt"))),
          claims.getClaim("check_run_id") == null
              ? OptionalLong.empty()
              : OptionalLong.of(number(claims, "check_run_id")),
          new JobContext(
              text(claims, "sha"),
              text(claims, "ref"),
              text(claims, "workflow_ref"),
              claims.getClaim("environment") == null ? null : text(claims, "environment"),
              text(claims, "actor"),
              text(claims, "event_name"),
              null));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidTokenException("a claim is impossible", e);
    }
  }

  private static String text(JWTClaimsSet claims, String name) {
    if (claims.getClaim(name) instanceof String text) {
      return text;
    }
    throw new InvalidTokenException("claim " + name + " is missing or no string");
  }

  private static long number(JWTClaimsSet claims, String name) {
    return switch (claims.getClaim(name)) {
      case Long number -> number;
      case Integer number -> number;
      // Digits alone: Long.parseLong would take signs and the digits of other scripts.
      case String text when text.matches("[0-9]{1,19}") -> Long.parseLong(text);
      case null, default ->
          throw new InvalidTokenException("claim " + name + " is missing or no number");
    };
  }
}
