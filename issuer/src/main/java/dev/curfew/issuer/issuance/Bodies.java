package dev.curfew.issuer.issuance;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads bodies, as far as they may be long. Quarkus bounds those that name their length; of the
/// others it says in the log, with a stack trace for each, that they were too long.
@ApplicationScoped
class Bodies {
  private static final Pattern NONE = Pattern.compile("0+");

  private final BodyHandler reading;

  Bodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest) {
    this.reading = BodyHandler.create(false).setBodyLimit(longest.asLongValue());
  }

  void mount(@Observes Router router) {
    router.route().order(EdgeOrder.BODIES).handler(this::read);
    router.post().order(EdgeOrder.BODIES + 1).handler(Bodies::refuseNothing);
  }

  /// Pieces that are none: whoever reads on would wait for them.
  private static void refuseNothing(RoutingContext context) {
    boolean inPieces = context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (inPieces && context.body().buffer() == null) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "the body is empty");
    }
    context.next();
  }

  private void read(RoutingContext context) {
    if (isForm(context.request())) {
      // Nothing here takes one, and the handler would take it to pieces.
      context.fail(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE.code());
    } else if (NONE.matcher(lengthOf(context.request())).matches()) {
      // The handler would wait for it.
      context.next();
    } else {
      reading.handle(context);
    }
  }

  private static String lengthOf(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? "" : length;
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null
        && Stream.of("multipart/", "application/x-www-form-urlencoded")
            .anyMatch(type.toLowerCase(Locale.ROOT)::startsWith);
  }
}
