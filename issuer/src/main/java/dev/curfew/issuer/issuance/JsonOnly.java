package dev.curfew.issuer.issuance;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Bodies must be called JSON. `@Consumes` takes it as said where the type is absent, or a pattern.
class JsonOnly {
  /// Parameters do not matter: JSON has none (RFC 8259, 11).
  private static final Pattern JSON =
      Pattern.compile("application/json[ \t]*(;.*)?", Pattern.CASE_INSENSITIVE);

  @ServerRequestFilter
  void check(ContainerRequestContext request) {
    List<String> types = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
    if (types == null || types.size() != 1 || !JSON.matcher(types.getFirst()).matches()) {
      throw new NotSupportedException();
    }
  }
}
