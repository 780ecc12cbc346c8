package dev.curfew.issuer.token.nimbus;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules for the tokens of one issuer.
final class IssuerProcessor {
  private static final int LEEWAY_SECONDS = 30;

  /// GitHub's live 5 min. What is remembered of a token is kept as long as it lives.
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  /// GitHub's are UUIDs.
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private IssuerProcessor() {}

  static ConfigurableJWTProcessor<SecurityContext> of(
      String issuer, Audience audience, JWKSource<SecurityContext> keys, Clock clock) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    // Pinned: the algorithm is ours to choose, never the token's.
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
    processor.setJWTClaimsSetVerifier(new Claims(issuer, audience, clock));
    return processor;
  }

  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Audience audience;
    private final Clock clock;

    Claims(String issuer, Audience audience, Clock clock) {
      super(
          null, // ours is checked below, since it may have a nonce
          new JWTClaimsSet.Builder().issuer(issuer).build(),
          Set.of("aud", "exp", "iat", "jti"),
          Set.of());
      this.audience = audience;
      this.clock = clock;
      setMaxClockSkew(LEEWAY_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
        throws BadJWTException {
      checkPresent(claims);
      super.verify(claims, context);
      if (!audience.isMeantBy(claims.getAudience())) {
        throw new BadJWTException("not made for our audience alone");
      }
      checkLife(claims);
    }

    /// Nimbus takes a claim that is there and null for one that is there.
    private static void checkPresent(JWTClaimsSet claims) throws BadJWTException {
      if (claims.getExpirationTime() == null
          || claims.getIssueTime() == null
          || claims.getJWTID() == null) {
        throw new BadJWTException("exp, iat or jti is null");
      }
      if (!ID.matcher(claims.getJWTID()).matches()) {
        throw new BadJWTException("jti is no id");
      }
    }

    private void checkLife(JWTClaimsSet claims) throws BadJWTException {
      Instant issuedAt = claims.getIssueTime().toInstant();
      if (issuedAt.isAfter(clock.instant().plusSeconds(LEEWAY_SECONDS))) {
        throw new BadJWTException("issued in the future");
      }
      if (claims.getExpirationTime().toInstant().isAfter(issuedAt.plus(LONGEST_LIFE))) {
        throw new BadJWTException("lives for too long");
      }
    }
  }
}
