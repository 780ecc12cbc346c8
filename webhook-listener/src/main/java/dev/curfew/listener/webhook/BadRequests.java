package dev.curfew.listener.webhook;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Requests that HTTP does not allow, to whichever path. Whoever sends them is a stranger: Quarkus
/// would give each an error in the log, with an address of the stranger's own choice.
@ApplicationScoped
class BadRequests {
  private final Answers answers;

  BadRequests(Answers answers) {
    this.answers = answers;
  }

  void mount(@Observes Router router) {
    router.route().order(WebhookRoute.FIRST).failureHandler(this::failed);
  }

  private void failed(RoutingContext context) {
    if (context.statusCode() == Problem.MALFORMED.status().code()) {
      answers.refused(context.request(), Problem.MALFORMED);
    } else {
      context.next();
    }
  }
}
