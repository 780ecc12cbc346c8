package dev.curfew.listener.webhook;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.listener.publication.NotDurableException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures as problem+json (RFC 9457).
class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  /// GitHub does not redeliver by itself, but a 5xx is what a sweep looks for.
  @ServerExceptionMapper
  Response notDurable(NotDurableException e) {
    LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("delivery not taken in");
    return HttpProblem.builder()
        .withStatus(Response.Status.SERVICE_UNAVAILABLE)
        .withTitle("try again in a moment")
        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build()
        .toResponse();
  }
}
