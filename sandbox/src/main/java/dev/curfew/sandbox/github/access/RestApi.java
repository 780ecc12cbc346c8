package dev.curfew.sandbox.github.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.sandbox.github.fault.Faults;
import dev.curfew.sandbox.github.limit.RateLimiter;
import dev.curfew.sandbox.github.wire.ErrorJson;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// What all endpoints of the REST API have in common: who may ask, how often, and conditional
/// requests.
public final class RestApi {
  private final Access access;
  private final RateLimiter limiter;
  private final Faults faults;

  public RestApi(Access access, RateLimiter limiter, Faults faults) {
    this.access = access;
    this.limiter = limiter;
    this.faults = faults;
  }

  /// An endpoint for the App's own JSON web token.
  public Route ofApp(String method, String template, Route.Handler handler) {
    return route(
        method,
        template,
        (request, caller) -> {
          if (!(caller instanceof Caller.OfApp)) {
            throw AppToken.undecodable();
          }
          return handler.handle(request);
        });
  }

  /// An endpoint for tokens with a permission. The template's first variable is the account whose
  /// data it is.
  public Route route(String method, String template, Permission needed, Route.Handler handler) {
    return route(
        method,
        template,
        (request, caller) -> {
          checkMay(caller, needed, request.variables().getFirst());
          return handler.handle(request);
        });
  }

  private Route route(String method, String template, CallerHandler handler) {
    return Route.of(method, template, request -> answer(request, handler));
  }

  private Answer answer(Request request, CallerHandler handler) throws IOException {
    if (faults.strikes(Fault.API_ERROR)) {
      return error(new Refusal(502, "Server Error"));
    }
    Caller caller;
    try {
      caller = access.authenticate(request);
    } catch (Refusal e) {
      return error(e);
    }
    Optional<Answer> refusal =
        limiter.refusal(caller.name(), request.exchange().getRequestMethod());
    return refusal.isPresent()
        ? limiter.tell(caller.name(), refusal.get())
        : limiter.count(caller.name(), answer(request, caller, handler));
  }

  private static Answer answer(Request request, Caller caller, CallerHandler handler)
      throws IOException {
    try {
      return conditional(request, handler.handle(request, caller));
    } catch (Refusal e) {
      return error(e);
    }
  }

  private static Answer error(Refusal refusal) {
    return new Answer(refusal.status(), ErrorJson.of(refusal.status(), refusal.text()));
  }

  private static void checkMay(Caller caller, Permission needed, String account) {
    switch (caller) {
      case Caller.OfApp _ -> throw new Refusal(403, "Resource not accessible by integration");
      case Caller.OfInstallation of -> {
        if (of.installation().suspendedAt().isPresent()) {
          throw new Refusal(403, "This installation has been suspended");
        }
        if (!of.installation().account().login().equalsIgnoreCase(account)) {
          throw new Refusal(404, "Not Found");
        }
        if (!needed.isAmong(of.permissions())) {
          throw new Refusal(403, "Resource not accessible by integration");
        }
      }
      case Caller.OfUser _ -> {}
    }
  }

  /// 304 where the caller has what would be answered.
  private static Answer conditional(Request request, Answer answer) {
    JsonNode body = answer.body();
    if (answer.status() != 200 || body == null) {
      return answer;
    }
    String tag = "W/\"" + digest(body) + "\"";
    if (request.header("If-None-Match").filter(tag::equals).isPresent()) {
      return new Answer(304, Map.of("ETag", tag), null);
    }
    return answer.with(Map.of("ETag", tag));
  }

  private static String digest(JsonNode body) {
    try {
      byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private interface CallerHandler {
    Answer handle(Request request, Caller caller) throws IOException;
  }
}
