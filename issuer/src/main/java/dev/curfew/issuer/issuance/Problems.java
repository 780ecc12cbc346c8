package dev.curfew.issuer.issuance;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.REASON;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Refusals as problem+json (RFC 9457). What a hostile caller sees is the class of the refusal.
@ApplicationScoped
class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private final MeterRegistry registry;

  Problems(MeterRegistry registry) {
    this.registry = registry;
  }

  @ServerExceptionMapper
  Response refused(RefusedException e) {
    return problem(e).toResponse();
  }

  /// Counts it, and tells the log.
  HttpProblem problem(RefusedException e) {
    Refusal refusal = e.refusal();
    registry.counter("curfew.refusals", "reason", refusal.slug()).increment();
    line(e)
        .addKeyValue(REASON, refusal.slug())
        .addKeyValue(ERROR, e.getMessage())
        .log("issuance refused");
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withType(URI.create("https://curfew.dev/problems/" + refusal.slug()))
            .withStatus(refusal.status())
            .withTitle(refusal.explanation());
    if (refusal == Refusal.INVALID_REQUEST) {
      problem.withDetail(e.getMessage());
    }
    if (refusal == Refusal.UNAVAILABLE || refusal == Refusal.REVOCATION_FAILING) {
      problem.withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (e.retryAfter() != null) {
      problem.withHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds() + 1));
    }
    return problem.build();
  }

  private static LoggingEventBuilder line(RefusedException e) {
    return switch (e.refusal()) {
      case INTERNAL -> LOG.atError().setCause(e);
      // A flood must not become a flood of lines.
      case RATE_LIMITED -> LOG.atDebug();
      default -> LOG.atInfo();
    };
  }
}
