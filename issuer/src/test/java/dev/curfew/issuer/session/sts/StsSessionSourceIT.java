package dev.curfew.issuer.session.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.curfew.issuer.session.SessionName;
import dev.curfew.issuer.session.SessionRefusedException;
import dev.curfew.issuer.session.SessionRequest;
import dev.curfew.issuer.session.SessionTooLongException;
import dev.curfew.issuer.session.SessionUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/// What STS's errors mean to a job. Codes and statuses are those of the STS API Reference, «Common
/// Errors» and «AssumeRole».
@SuppressWarnings("NullAway.Init") // set before all
class StsSessionSourceIT {
  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";
  private static final SessionName NAME = new SessionName("@000000000000");

  private static HttpServer server;
  private static StsAsyncClient sts;
  private static volatile Answer answer;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.status(), answer.body().length());
            exchange.getResponseBody().write(answer.body().getBytes(UTF_8));
          }
        });
    server.start();
    sts =
        StsAsyncClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIAEXAMPLE", "secret")))
            .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterAll
  static void stop() {
    sts.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied",
    "400, ValidationError",
    "400, MalformedPolicyDocument",
    "400, PackedPolicyTooLarge",
  })
  void whatIsWrongWithTheRoleIsARefusal(int status, String code) {
    assertThatThrownBy(() -> open(status, code)).isInstanceOf(SessionRefusedException.class);
  }

  /// Of the role, or of the issuer: STS has one code for both, and a message.
  @Test
  void whatIsInvalidAndLongerThanAnyHourIsTooLong() {
    assertThatThrownBy(() -> open(400, "ValidationError", Duration.ofSeconds(3_601)))
        .isInstanceOf(SessionTooLongException.class)
        .hasMessageContainingAll(ROLE, "3601 s", "ValidationError: no");
    assertThatThrownBy(() -> open(400, "ValidationError", Duration.ofHours(1)))
        .isInstanceOf(SessionRefusedException.class);
    assertThatThrownBy(() -> open(403, "AccessDenied", Duration.ofHours(12)))
        .isInstanceOf(SessionRefusedException.class);
    assertThatThrownBy(() -> open(400, "Throttling", Duration.ofHours(12)))
        .isInstanceOf(SessionUnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, Throttling",
    "400, ThrottlingException",
    "403, ExpiredToken",
    "403, InvalidClientTokenId",
    "403, SignatureDoesNotMatch",
    "403, RegionDisabledException",
    "500, InternalFailure",
    "503, ServiceUnavailable",
  })
  void whatIsWrongWithUsOrWithAwsIsNoAnswerToTheJob(int status, String code) {
    assertThatThrownBy(() -> open(status, code)).isInstanceOf(SessionUnavailableException.class);
  }

  private static void open(int status, String code) {
    open(status, code, Duration.ofMinutes(15));
  }

  private static void open(int status, String code, Duration duration) {
    answer = new Answer(status, error(code));
    new StsSessionSource(sts)
        .open(
            new SessionRequest(
                ROLE,
                NAME,
                duration,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty()))
        .await()
        .indefinitely();
  }

  private record Answer(int status, String body) {}

  private static String error(String code) {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error>
      <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
    </ErrorResponse>\
    """
        .formatted(code);
  }
}
