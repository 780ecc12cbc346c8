package dev.curfew.revoker.order;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.REASON;

import dev.curfew.revoker.ledger.LedgerUnavailableException;
import dev.curfew.revoker.publication.NotDurableException;
import dev.curfew.schemas.wire.InvalidOrderException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refusals as problem+json (RFC 9457). Callers are colleagues: they are told what to mend.
class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  @ServerExceptionMapper
  Response refused(RefusedException e) {
    return answer(e.refusal(), String.valueOf(e.getMessage()));
  }

  /// Stands before the problem library's own mapper, which this Quarkus is too new for
  /// (NoSuchFieldError: ChallengeData.headerName).
  @ServerExceptionMapper(
      value = {UnauthorizedException.class, AuthenticationFailedException.class},
      priority = Priorities.AUTHENTICATION)
  Response unauthenticated() {
    return HttpProblem.builder()
        .withStatus(Response.Status.UNAUTHORIZED)
        .withTitle("a token of the identity provider is needed")
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build()
        .toResponse();
  }

  @ServerExceptionMapper
  Response invalid(InvalidOrderException e) {
    return answer(Refusal.INVALID_REQUEST, String.valueOf(e.getMessage()));
  }

  /// The order may still turn up. Given again, it kills nobody twice.
  @ServerExceptionMapper
  Response notDurable(NotDurableException e) {
    return unavailable("Kafka has not acknowledged the order", e);
  }

  @ServerExceptionMapper
  Response ledgerUnavailable(LedgerUnavailableException e) {
    return unavailable("the database does not answer", e);
  }

  /// Nobody's token can be verified.
  @ServerExceptionMapper
  Response providerUnavailable(OIDCException e) {
    return unavailable("the identity provider does not answer", e);
  }

  private static Response unavailable(String what, Exception e) {
    LOG.atWarn()
        .addKeyValue(REASON, what)
        .addKeyValue(ERROR, e.getMessage())
        .log("request not done");
    return answer(Refusal.UNAVAILABLE, what);
  }

  private static Response answer(Refusal refusal, String detail) {
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withType(URI.create("https://curfew.dev/problems/" + refusal.slug()))
            .withStatus(refusal.status())
            .withTitle(refusal.explanation())
            .withDetail(detail);
    if (refusal == Refusal.UNAVAILABLE) {
      problem.withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return problem.build().toResponse();
  }
}
