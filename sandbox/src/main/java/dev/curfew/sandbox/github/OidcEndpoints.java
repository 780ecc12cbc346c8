package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.JobState.InProgress;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import dev.curfew.sandbox.oidc.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/// The ID tokens' issuer, and where runners get their tokens from.
final class OidcEndpoints {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JWKS = "/.well-known/jwks";

  private final URI issuer;
  private final SigningKeys keys;
  private final Jobs jobs;
  private final Clock clock;

  OidcEndpoints(URI issuer, SigningKeys keys, Jobs jobs, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.jobs = jobs;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "/.well-known/openid-configuration", _ -> Answer.ok(discovery())),
        Route.of("GET", JWKS, _ -> publishedKeys()),
        Route.of("GET", "/_apis/jobs/{}/token", this::token));
  }

  /// A job's `ACTIONS_ID_TOKEN_REQUEST_URL`.
  URI tokenUrl(long jobId) {
    return URI.create(issuer + "/_apis/jobs/" + jobId + "/token?api-version=2.0");
  }

  private ObjectNode discovery() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("issuer", issuer.toString());
    json.put("jwks_uri", issuer + JWKS);
    json.putArray("subject_types_supported").add("public").add("pairwise");
    json.putArray("response_types_supported").add("id_token");
    json.putArray("id_token_signing_alg_values_supported").add("RS256");
    json.putArray("scopes_supported").add("openid");
    return json;
  }

  private Answer publishedKeys() throws IOException {
    return Answer.ok(JSON.readTree(keys.published().toString()));
  }

  private Answer token(Request request) {
    RegisteredJob job =
        jobs.find(request.id(0))
            .filter(j -> request.bearer().filter(j::isRequestToken).isPresent())
            .orElseThrow(() -> new Refusal(401, "Bad credentials"));
    if (!(job.state() instanceof InProgress)) {
      throw new Refusal(403, "Job is not in progress: " + job.state().status());
    }
    String audience =
        request.query("audience").orElseGet(() -> IdTokenClaims.defaultAudience(job.spec()));
    String token = keys.sign(IdTokenClaims.of(job.spec(), issuer, audience, clock.instant()));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return Answer.ok(json.put("count", token.length()).put("value", token));
  }
}
