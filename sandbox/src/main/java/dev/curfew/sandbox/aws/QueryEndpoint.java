package dev.curfew.sandbox.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authenticator;
import dev.curfew.sandbox.aws.auth.SignedRequest;
import dev.curfew.sandbox.aws.iam.Iam;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.sts.Sts;
import dev.curfew.sandbox.aws.wire.Answer;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Service;
import dev.curfew.sandbox.aws.wire.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where SDKs call: both services, told apart by the version of the API that a call names.
final class QueryEndpoint implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(QueryEndpoint.class);

  /// A policy document of the greatest length, each of its characters escaped to six.
  private static final int LARGEST_BODY = 1 << 20;

  private final Authenticator authenticator;
  private final FaultInjector faults;
  private final Sts sts;
  private final Iam iam;

  QueryEndpoint(Authenticator authenticator, FaultInjector faults, Sts sts, Iam iam) {
    this.authenticator = authenticator;
    this.faults = faults;
    this.sts = sts;
    this.iam = iam;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String requestId = UUID.randomUUID().toString();
      Answer answer = answer(exchange, requestId);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
      byte[] body = answer.xml().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange, String requestId) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    // Errors before it is known are told in STS's namespace; clients look at the code only.
    Service service = Service.STS;
    String action = "";
    try {
      requireQueryProtocol(exchange, body);
      QueryForm form = QueryForm.parse(body);
      action = form.action();
      service = service(form);
      SignedRequest request = SignedRequest.of(exchange.getRequestHeaders(), body);
      return Answer.success(service, action, requestId, call(service, form, request));
    } catch (Refusal refusal) {
      LOG.atDebug()
          .addKeyValue("action", action)
          .addKeyValue("code", refusal.code())
          .addKeyValue("reason", refusal.reason())
          .log("call refused");
      return Answer.failure(service, requestId, refusal);
    } catch (NotEmulatedException e) {
      LOG.atError()
          .addKeyValue("action", action)
          .addKeyValue("reason", e.getMessage())
          .log("not emulated");
      return Answer.failure(service, requestId, internalFailure(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("action", action).setCause(e).log("call failed");
      return Answer.failure(
          service, requestId, internalFailure("The request processing has failed."));
    }
  }

  private Consumer<Xml> call(Service service, QueryForm form, SignedRequest request) {
    faults.onTheWay(service);
    Authenticated by = authenticator.authenticate(request);
    if (!by.scope().service().equals(service.signingName())) {
      throw new Refusal(
          403,
          "SignatureDoesNotMatch",
          "Credential should be scoped to correct service: '%s'.".formatted(service.signingName()));
    }
    faults.inside(service, form.action(), by.caller().accountId());
    return switch (service) {
      case STS -> sts.call(by, form);
      case IAM -> iam.call(by, form);
    };
  }

  private static Service service(QueryForm form) {
    return Service.ofVersion(form.version())
        .orElseThrow(() -> Refusal.invalidAction(form.action(), form.version()));
  }

  private static void requireQueryProtocol(HttpExchange exchange, byte[] body) {
    String target = exchange.getRequestURI().toString();
    if (!exchange.getRequestMethod().equals("POST") || !target.equals("/")) {
      throw new NotEmulatedException("anything but POST /");
    }
    if (body.length > LARGEST_BODY) {
      throw new Refusal(413, "RequestEntityTooLarge", "The request body is too large.");
    }
  }

  private static Refusal internalFailure(String message) {
    return new Refusal(500, "InternalFailure", message);
  }
}
