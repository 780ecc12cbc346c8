package dev.curfew.issuer.token.nimbus;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import dev.curfew.issuer.token.InvalidTokenException;
import dev.curfew.issuer.token.KeysUnavailableException;
import dev.curfew.issuer.token.OidcToken;
import dev.curfew.issuer.token.TokenVerifier;
import dev.curfew.issuer.token.VerifiedToken;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/// Believes tokens of listed issuers, for our audience, signed with RS256, in their time.
@Startup // a senseless issuer must stop start-up, not the first request
@ApplicationScoped
class NimbusTokenVerifier implements TokenVerifier {
  /// GitHub's are about 2 KB.
  private static final int LONGEST_TOKEN = 16 * 1024;

  private static final int LONGEST_REASON = 200;

  private final Audience audience;
  private final Map<String, ConfigurableJWTProcessor<SecurityContext>> processors;

  NimbusTokenVerifier(TokenSettings settings, Clock clock) {
    audience = new Audience(settings.audience());
    processors =
        settings.issuers().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    URI::toString,
                    issuer ->
                        IssuerProcessor.of(
                            issuer.toString(), audience, IssuerKeys.of(issuer), clock)));
  }

  /// Nimbus fetches keys in the caller's thread, so it is given a worker's.
  @Override
  public Uni<VerifiedToken> verify(OidcToken token) {
    return Uni.createFrom()
        .item(token)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(this::verified);
  }

  @Override
  public String audienceWith(String nonce) {
    return audience.with(nonce);
  }

  private VerifiedToken verified(OidcToken token) {
    if (token.compact().length() > LONGEST_TOKEN) {
      throw new InvalidTokenException("longer than " + LONGEST_TOKEN + " characters");
    }
    SignedJWT jwt = parsed(token);
    String issuer = unverifiedIssuer(jwt);
    ConfigurableJWTProcessor<SecurityContext> processor = processors.get(issuer);
    if (processor == null) {
      throw new InvalidTokenException("issuer is not listed");
    }
    try {
      return read(issuer, processor.process(jwt, null));
    } catch (KeySourceException e) {
      throw new KeysUnavailableException(issuer, e);
    } catch (BadJOSEException | JOSEException e) {
      throw new InvalidTokenException("verification failed: " + printable(e), e);
    }
  }

  private VerifiedToken read(String issuer, JWTClaimsSet claims) {
    return new VerifiedToken(
        issuer,
        claims.getJWTID(),
        claims.getExpirationTime().toInstant(),
        audience.nonce(claims.getAudience()),
        ClaimsReader.read(claims),
        claims.getClaims());
  }

  /// Nimbus quotes the header, which anybody may write, with line breaks too.
  private static String printable(Exception e) {
    String message = String.valueOf(e.getMessage()).replaceAll("[^\\x20-\\x7e]", "?");
    return message.substring(0, Math.min(message.length(), LONGEST_REASON));
  }

  private static SignedJWT parsed(OidcToken token) {
    StrictForm.check(token.compact());
    try {
      return SignedJWT.parse(token.compact());
    } catch (ParseException | IllegalArgumentException e) {
      throw new InvalidTokenException("not a signed JWT", e);
    }
  }

  /// Only chooses whose keys to try; the processor checks the claim again under the signature.
  private static String unverifiedIssuer(SignedJWT jwt) {
    try {
      String issuer = jwt.getJWTClaimsSet().getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException e) {
      throw new InvalidTokenException("claims are not readable", e);
    }
  }
}
