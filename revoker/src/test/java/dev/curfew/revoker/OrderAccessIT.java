package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.curfew.sandbox.idp.IdentityProviderSandbox;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may give orders, and who may see them.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@WithTestResource(IdentityProviderResource.class)
@SuppressWarnings("NullAway.Init") // injected
class OrderAccessIT {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final String ID = "0199f0a0-7c00-7000-8000-000000000002";
  private static final String BODY =
      "{\"scope\":{\"kind\":\"run\",\"value\":\"7\"},\"reason\":\"test\"}";

  SurroundingsResource surroundings;
  IdentityProviderResource people;
  TopicReader orders;
  int before;

  @BeforeEach
  void open() {
    orders = new TopicReader(surroundings.bootstrapServers(), Topic.ORDERS);
    before = orders.records().size();
  }

  @AfterEach
  void nothingWasOrdered() {
    assertThat(orders.records()).hasSize(before);
    orders.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /orders",
    "POST, /orders?dryRun=true",
    "GET, /orders",
    "GET, /orders/" + ID,
    "POST, /orders/" + ID + "/lift",
  })
  void withoutATokenNothingIsDone(String method, String path) {
    Response answer = given().contentType("application/json").body(BODY).request(method, path);

    assertRefused(answer, 401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @CsvSource({"POST, /orders", "POST, /orders?dryRun=true", "POST, /orders/" + ID + "/lift"})
  void aViewerOrdersNothing(String method, String path) {
    assertRefused(ask(people.viewer(), method, path), 403);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /orders",
    "GET, /orders",
    "GET, /orders/" + ID,
    "POST, /orders/" + ID + "/lift"
  })
  void aColleagueWithoutARoleDoesNothing(String method, String path) {
    assertRefused(ask(people.token("mallory", "developer"), method, path), 403);
  }

  /// A proxy that forwards it would see nothing of what follows.
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        GET /nowhere HTTP/1.1\r
        Host: a\r
        Connection: Upgrade, HTTP2-Settings\r
        Upgrade: h2c\r
        HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r
        \r
        """,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
      })
  void http2IsNotSpoken(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));

      assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
          .matches("HTTP/[12]\\.[01] 4\\d\\d");
    }
  }

  @Test
  void viewersAndRespondersSee() {
    assertThat(ask(people.viewer(), "GET", "/orders").statusCode()).isEqualTo(200);
    assertThat(ask(people.responder(), "GET", "/orders").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenForAnotherServiceIsRefused() {
    assertUnknown(people.provider().token("erin", Set.of("responder"), "elsewhere", LIFE));
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertUnknown(people.provider().token("erin", Set.of("responder"), LIFE.negated()));
  }

  @Test
  void anotherProvidersTokenIsRefused() {
    try (IdentityProviderSandbox other = IdentityProviderSandbox.start()) {
      assertUnknown(other.token("erin", Set.of("responder"), LIFE));
    }
  }

  @Test
  void anotherSignatureUnderTheProvidersNameIsRefused() throws ParseException {
    try (IdentityProviderSandbox other = IdentityProviderSandbox.start()) {
      assertUnknown(other.sign(claims()));
    }
  }

  @Test
  void aTokenWithoutASignatureIsRefused() throws ParseException {
    assertUnknown(new PlainJWT(claims()).serialize());
  }

  /// The provider's public key as a secret: the classic confusion.
  @Test
  void aTokenSignedWithAPublicKeyIsRefused() throws Exception {
    JWK key = publicKey();
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims());
    forged.sign(new MACSigner(key.toRSAKey().toPublicKey().getEncoded()));

    assertUnknown(forged.serialize());
  }

  @Test
  void aTokenWhoseClaimsWereChangedIsRefused() throws ParseException {
    String[] viewers = people.viewer().split("\\.", -1);
    String[] responders = people.responder().split("\\.", -1);

    assertUnknown(viewers[0] + "." + responders[1] + "." + viewers[2]);
  }

  @Test
  void whatIsNoTokenIsRefused() {
    assertUnknown("hunter2");
  }

  @Test
  void aTokenOfTheProvidersNextKeyIsGood() {
    people.provider().replaceKeys();

    await().until(() -> ask(people.viewer(), "GET", "/orders").statusCode() == 200);
  }

  @Test
  void whateverElseThereIsIsNobodys() {
    assertThat(ask(people.responder(), "GET", "/").statusCode()).isEqualTo(404);
    assertThat(ask(people.responder(), "GET", "/orders/" + ID + "/more").statusCode())
        .isEqualTo(404);
  }

  @Test
  void probesNeedNoToken() {
    assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    assertThat(given().auth().oauth2("hunter2").get("/q/health/live").statusCode()).isEqualTo(200);
  }

  /// All that a genuine one has; only the signature is missing.
  private JWTClaimsSet claims() throws ParseException {
    return SignedJWT.parse(people.responder()).getJWTClaimsSet();
  }

  private JWK publicKey() throws IOException, ParseException, JOSEException {
    try (var keys = URI.create(people.provider().issuer() + "/jwks").toURL().openStream()) {
      return JWKSet.parse(new String(keys.readAllBytes(), UTF_8)).getKeys().getFirst();
    }
  }

  private static void assertUnknown(String token) {
    assertRefused(ask(token, "POST", "/orders"), 401);
    assertRefused(ask(token, "GET", "/orders"), 401);
  }

  private static void assertRefused(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  private static Response ask(String token, String method, String path) {
    return given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body(BODY)
        .request(method, path);
  }
}
