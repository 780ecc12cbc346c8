package dev.curfew.sandbox.aws.auth;

import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.Partition;
import dev.curfew.sandbox.aws.directory.Secret;
import dev.curfew.sandbox.aws.directory.Session;
import dev.curfew.sandbox.aws.directory.User;
import dev.curfew.sandbox.aws.wire.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Finds out who signed a request, in AWS's order and words.
public final class Authenticator {
  private static final DateTimeFormatter BASIC_ISO =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

  private final Directory directory;
  private final Clock clock;
  private final Clock signingClock;

  /// A signature's age is judged by another clock than all else: the one behind the HTTP server's
  /// `Date` header, which clients sign by and correct themselves by. So a test can move `clock`
  /// without moving every client's.
  public Authenticator(Directory directory, Clock clock, Clock signingClock) {
    this.directory = directory;
    this.clock = clock;
    this.signingClock = signingClock;
  }

  /// The caller, if the signature is its own and fits the request.
  ///
  /// @throws Refusal where it is not known who calls
  public Authenticated authenticate(SignedRequest request) {
    AuthorizationHeader authorization =
        request
            .header("authorization")
            .map(AuthorizationHeader::parse)
            .orElseThrow(() ->
                new Refusal(
                    403, "MissingAuthenticationToken", "Request is missing Authentication Token"));
    requireEssentialsSigned(request, authorization);
    String date = date(request, authorization.scope());
    Caller caller =
        directory.caller(authorization.accessKeyId()).orElseThrow(Authenticator::invalidToken);
    requireToken(request, caller, Partition.ofRegion(authorization.scope().region()));
    String expected =
        SignatureV4.sign(
            request,
            authorization.signedHeaders(),
            date,
            authorization.scope(),
            caller.secretKey());
    if (!new Secret(expected).matches(authorization.signature())) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
    requireUnexpired(caller);
    return new Authenticated(caller, authorization.scope());
  }

  private static void requireEssentialsSigned(
      SignedRequest request, AuthorizationHeader authorization) {
    for (String name : request.headers().keySet()) {
      boolean essential = name.equals("host") || name.startsWith("x-amz-");
      if (essential && !authorization.signedHeaders().contains(name)) {
        throw mismatch("'%s' must be a 'SignedHeader' in the AWS Authorization.".formatted(name));
      }
    }
  }

  private String date(SignedRequest request, CredentialScope scope) {
    String date =
        request
            .header("x-amz-date")
            .orElseThrow(() ->
                AuthorizationHeader.incomplete(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a"
                        + " 'Date' header."));
    Instant signedAt;
    try {
      signedAt = LocalDateTime.parse(date, BASIC_ISO).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw AuthorizationHeader.incomplete(
          "Date must be in ISO-8601 'basic format'. Got '%s'.".formatted(date));
    }
    if (!date.startsWith(scope.date())) {
      throw mismatch(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s'.".formatted(scope.date(), date.substring(0, 8)));
    }
    Instant now = signingClock.instant();
    if (signedAt.isBefore(now.minus(TOLERATED_SKEW))) {
      throw mismatch(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(date, basic(now.minus(TOLERATED_SKEW)), basic(now)));
    }
    if (signedAt.isAfter(now.plus(TOLERATED_SKEW))) {
      throw mismatch(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(date, basic(now.plus(TOLERATED_SKEW)), basic(now)));
    }
    return date;
  }

  private static void requireToken(SignedRequest request, Caller caller, Partition partition) {
    Optional<String> token = request.header("x-amz-security-token");
    boolean good =
        switch (caller) {
          case User _ -> token.isEmpty();
          case Session session ->
              token.filter(session.token()::matches).isPresent()
                  && session.role().arn().partition() == partition;
        };
    if (!good) {
      throw invalidToken();
    }
  }

  private void requireUnexpired(Caller caller) {
    if (caller instanceof Session session && !session.isAlive(clock.instant())) {
      throw new Refusal(
          403, "ExpiredToken", "The security token included in the request is expired");
    }
  }

  private static String basic(Instant instant) {
    return BASIC_ISO.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static Refusal invalidToken() {
    return new Refusal(
        403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  }

  private static Refusal mismatch(String message) {
    return new Refusal(403, "SignatureDoesNotMatch", message);
  }
}
