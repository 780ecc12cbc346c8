package dev.curfew.issuer.issuance;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads bodies, as far as they may be long. Quarkus bounds those that name their length; of the
/// others it says in the log, with a stack trace for each, that they were too long.
@ApplicationScoped
class Bodies {
  private final BodyHandler reading;

  Bodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest) {
    this.reading = BodyHandler.create(false).setBodyLimit(longest.asLongValue());
  }

  void mount(@Observes Router router) {
    router.route().order(EdgeOrder.FORMS).handler(Bodies::refuseForms);
    router.route().order(EdgeOrder.BODIES).handler(reading);
  }

  /// Nothing here takes a form, and the handler would take it to pieces.
  private static void refuseForms(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null && isForm(type.toLowerCase(Locale.ROOT))) {
      context.fail(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE.code());
    } else {
      context.next();
    }
  }

  private static boolean isForm(String type) {
    return Stream.of("multipart/", "application/x-www-form-urlencoded").anyMatch(type::startsWith);
  }
}
