package dev.curfew.sandbox.idp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.LoopbackServer;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import dev.curfew.sandbox.oidc.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// An OpenID provider for people, on loopback. Services that are given [#issuer] discover its keys
/// and verify the tokens that [#token] mints. There is no sign-in: whoever holds this object says
/// who somebody is.
public final class IdentityProviderSandbox implements AutoCloseable {
  /// The `aud` of tokens that are asked for without one.
  public static final String DEFAULT_AUDIENCE = "curfew";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final String JWKS = "/jwks";

  private final LoopbackServer server;
  private final Clock clock;
  private final SigningKeys keys = new SigningKeys();

  private IdentityProviderSandbox(LoopbackServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /// On any free port, by the system's clock.
  public static IdentityProviderSandbox start() {
    return start(0, Clock.systemUTC());
  }

  /// Returns when it answers.
  ///
  /// @param port 0 for any that is free
  /// @throws IllegalStateException if the port is taken
  public static IdentityProviderSandbox start(int port, Clock clock) {
    LoopbackServer server = LoopbackServer.bind(port, "the identity provider");
    IdentityProviderSandbox provider = new IdentityProviderSandbox(server, clock);
    server.serve(
        List.of(
            Route.of("GET", DISCOVERY, provider::discovery),
            Route.of("GET", JWKS, provider::publishedKeys)),
        (_, message) -> JSON.createObjectNode().put("error", message));
    return provider;
  }

  /// The tokens' `iss`; discovery is below it.
  public URI issuer() {
    return server.uri();
  }

  /// A token for [#DEFAULT_AUDIENCE].
  public String token(String person, Set<String> groups, Duration life) {
    return token(person, groups, DEFAULT_AUDIENCE, life);
  }

  /// A token that says who somebody is, signed with RS256.
  ///
  /// @param person `sub` and `preferred_username`
  /// @param groups the claim of that name; services read roles from it
  /// @param life from now; where it is negative, the token has expired
  public String token(String person, Set<String> groups, String audience, Duration life) {
    Instant now = clock.instant();
    return sign(
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .issuer(issuer().toString())
            .subject(person)
            .claim("preferred_username", person)
            .claim("groups", groups.stream().sorted().toList())
            .audience(audience)
            .issueTime(Date.from(life.isNegative() ? now.plus(life.multipliedBy(2)) : now))
            .expirationTime(Date.from(now.plus(life)))
            .build());
  }

  /// A valid signature over any claims, for tests of what else is checked.
  public String sign(JWTClaimsSet claims) {
    return keys.sign(claims);
  }

  /// Signs with a new key from now on, and publishes only that one.
  public void replaceKeys() {
    keys.rotate();
    keys.retire();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer discovery(Request request) {
    ObjectNode json = JSON.createObjectNode();
    json.put("issuer", issuer().toString());
    json.put("jwks_uri", issuer() + JWKS);
    json.putArray("subject_types_supported").add("public");
    json.putArray("response_types_supported").add("id_token");
    json.putArray("id_token_signing_alg_values_supported").add("RS256");
    json.putArray("scopes_supported").add("openid");
    return Answer.ok(json);
  }

  private Answer publishedKeys(Request request) throws IOException {
    JsonNode published = JSON.readTree(keys.published().toString());
    return Answer.ok(published);
  }
}
