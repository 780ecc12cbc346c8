package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who knows nothing but the address: how long and how large a request may be, what else than
/// HTTP/1.1 is spoken, and that nobody of them writes into the log.
@QuarkusTest
@WithTestResource(
    value = Surroundings.class,
    initArgs = @ResourceArg(name = "quarkus.http.idle-timeout", value = "1s"))
class StrangersIT {
  private static final String MARK = "stranger";
  private static final String HEAD = "POST /issue?stranger HTTP/1.1\r\nHost: a\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  @AfterEach
  void theLogTellsNothing() {
    assertThat(LOG.lines()).noneMatch(line -> line.contains(MARK) || line.startsWith("ERROR"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POST /issue?stra",
        HEAD,
        HEAD + JSON + "Content-Length: 1000\r\n\r\n{\"oidc",
        HEAD + JSON + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"oi",
      })
  void whatDoesNotGoOnIsCut(String beginning) throws IOException {
    assertThat(RawHttp.answer(beginning)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Slow:, a",
    "'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n', ' '",
    "'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n', ' '"
  })
  void whatDripsIsCut(String beginning, char drop) throws IOException {
    try (RawHttp connection = RawHttp.open()) {
      connection.send(HEAD + beginning);

      assertThat(connection.isClosedWhile(drop)).isTrue();
    }
  }

  @Test
  void anUpgradeToHttp2IsNotTaken() throws IOException {
    String answer =
        RawHttp.answer(
            """
            GET /q/health/live HTTP/1.1\r
            Host: a\r
            Connection: Upgrade, HTTP2-Settings\r
            Upgrade: h2c\r
            HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r
            \r
            """);

    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  /// A server that knows it would begin with a frame of settings.
  @Test
  void http2IsNotSpokenUnasked() throws IOException {
    String answer = RawHttp.answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");

    assertThat(answer)
        .satisfiesAnyOf(
            none -> assertThat(none).isEmpty(),
            refusal -> assertThat(refusal).matches("(?s)HTTP/2\\.0 400 .*problem\\+json.*"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /stranger HTTP/1.1, 400",
    "GET /q/health/live?stranger HTTP/1.1, 400",
    "POST /issue?stranger HTTP/1.1, 400",
    "GET ?stranger HTTP/1.0, 400",
    "GET stranger HTTP/1.0, 404",
  })
  void whatNamesNobodyToAskIsNoRequest(String line, int status) throws IOException {
    assertRefused(status, RawHttp.answer(line + "\r\n\r\n"));
  }

  /// Nothing is waited for that is not announced.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 000\r\n\r\n",
        "\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void anEmptyBodyIsAnswered(String rest) throws IOException {
    assertThat(RawHttp.answer(HEAD + JSON + rest)).contains("the body is empty");
  }

  /// Before it is known what is asked: such answers have no body.
  @Test
  void whatIsNotReadToItsHeadsEndIsRefusedWithoutAWord() throws IOException {
    assertThat(RawHttp.answer("stranger\r\n\r\n")).startsWith("HTTP/1.0 400");
    assertThat(RawHttp.answer("GET /stranger" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.0 414");
    assertThat(RawHttp.answer(HEAD + ("X-" + MARK + ": a\r\n").repeat(2000) + "\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @ParameterizedTest
  @CsvSource({
    "413, 'Content-Length: 70000'",
    "413, 'Content-Length: 70000\r\nExpect: 100-continue'",
    "415, 'Content-Type: multipart/form-data\r\nContent-Length: 1'",
    "415, 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1'",
    "417, 'Content-Type: application/json\r\nContent-Length: 1\r\nExpect: stranger'",
  })
  void whatNobodyReadsIsRefusedByItsHead(int status, String headers) throws IOException {
    assertRefused(status, RawHttp.answer(HEAD + headers + "\r\n\r\n"));
  }

  /// Its length is known only when it is there.
  @ParameterizedTest
  @ValueSource(strings = {JSON, "", "Content-Type: text/plain\r\n"})
  void aBodyInPiecesIsBoundedToo(String type) throws IOException {
    String piece = "1000\r\n" + " ".repeat(0x1000) + "\r\n";

    assertRefused(
        413, RawHttp.answer(HEAD + type + "Transfer-Encoding: chunked\r\n\r\n" + piece.repeat(17)));
  }

  @Test
  void aBodyInPiecesIsReadUpToItsBound() throws IOException {
    String piece = "1000\r\n" + " ".repeat(0x1000) + "\r\n";

    assertThat(
            RawHttp.answer(
                HEAD
                    + JSON
                    + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + piece.repeat(15)
                    + "2\r\n[]\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("the body is not one JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
  void whoGoesInTheMiddleIsForgotten(String rest) throws IOException {
    try (RawHttp connection = RawHttp.open()) {
      connection.send(HEAD + JSON + rest);
    }

    await().until(() -> given().get("/q/health/live").statusCode() == 200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, */*, 404",
    "POST, /issue/stranger, */*, 404",
    "GET, /issue, */*, 405",
    "DELETE, /nonce, */*, 405",
    "POST, /issue, text/plain, 406",
    "POST, /nonce, application/problem+json, 406",
  })
  void whatThereIsNotIsRefusedAlike(String method, String path, String accept, int status) {
    Response answer =
        given().accept(accept).contentType("application/json").body("{}").request(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.<Integer>path("status")).isEqualTo(status);
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void itSaysWhatItTakes() {
    Response answer = given().options("/issue");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Allow")).contains("POST");
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
  }

  private static void assertRefused(int status, String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1\\.[01] %d .*".formatted(status))
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("cache-control: no-store")
        .endsWith("}")
        .contains("\"status\":" + status);
  }
}
