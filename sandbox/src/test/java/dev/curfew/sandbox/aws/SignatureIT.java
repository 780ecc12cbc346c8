package dev.curfew.sandbox.aws;

import static dev.curfew.sandbox.aws.Aws.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// What a forger could try, and what AWS says to it. Requests are signed by the SDK's signer, then
/// spoilt.
class SignatureIT {
  private static final String IDENTITY = "Action=GetCallerIdentity&Version=2011-06-15";
  private static final Pattern CODE = Pattern.compile("<Code>(\\w+)</Code>");

  private Aws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aGoodSignatureIsAccepted() throws Exception {
    assertThat(send(signed("sts", Duration.ZERO), IDENTITY)).isEqualTo("200");
  }

  @Test
  void aRequestWithoutASignatureIsRefused() throws Exception {
    assertThat(send(Map.of(), IDENTITY)).isEqualTo("403 MissingAuthenticationToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YTpi",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=A/20260301/eu-central-1/sts/aws4_request, Signature=00",
        "AWS4-HMAC-SHA256 Credential=A/sts, SignedHeaders=host, Signature=00"
      })
  void anIncompleteSignatureIsRefused(String authorization) throws Exception {
    assertThat(send(Map.of("Authorization", authorization), IDENTITY))
        .isEqualTo("400 IncompleteSignature");
  }

  @Test
  void aTamperedBodyIsRefused() throws Exception {
    assertThat(send(signed("sts", Duration.ZERO), IDENTITY + "&")).isEqualTo(mismatch());
  }

  @Test
  void aTamperedHeaderIsRefused() throws Exception {
    Map<String, String> headers = signed("sts", Duration.ZERO);
    headers.put("X-Note", "other");

    assertThat(send(headers, IDENTITY)).isEqualTo(mismatch());
  }

  @Test
  void anAmazonHeaderMustBeSigned() throws Exception {
    Map<String, String> headers = signed("sts", Duration.ZERO);
    headers.put("X-Amz-Target", "elsewhere");

    assertThat(send(headers, IDENTITY)).isEqualTo(mismatch());
  }

  @Test
  void aSignatureForAnotherServiceIsRefused() throws Exception {
    assertThat(send(signed("iam", Duration.ZERO), IDENTITY)).isEqualTo(mismatch());
  }

  @Test
  void anOldOrEarlySignatureIsRefused() throws Exception {
    assertThat(send(signed("sts", Duration.ofMinutes(-6)), IDENTITY)).isEqualTo(mismatch());
    assertThat(send(signed("sts", Duration.ofMinutes(6)), IDENTITY)).isEqualTo(mismatch());
    assertThat(send(signed("sts", Duration.ofMinutes(-4)), IDENTITY)).isEqualTo("200");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    assertThat(send(Map.of(), "x".repeat((1 << 20) + 1))).isEqualTo("413 RequestEntityTooLarge");
  }

  @Test
  void aWrongSecretIsRefused() {
    AwsCredentials forged = AwsBasicCredentials.create(aws.admin.accessKeyId(), "guess");

    assertThat(error(() -> aws.probe(forged))).isEqualTo(mismatch());
    assertThat(error(() -> aws.probe(AwsBasicCredentials.create("AKIANOBODY", "guess"))))
        .isEqualTo("403 InvalidClientTokenId");
  }

  @Test
  void aSessionKeyIsGoodOnlyWithItsOwnToken() {
    String role = aws.role("deploy");
    AwsSessionCredentials session = (AwsSessionCredentials) aws.session(role, "job-1");
    AwsSessionCredentials other = (AwsSessionCredentials) aws.session(role, "job-2");
    String id = session.accessKeyId();
    String secret = session.secretAccessKey();

    assertThat(error(() -> aws.probe(AwsBasicCredentials.create(id, secret))))
        .isEqualTo("403 InvalidClientTokenId");
    assertThat(
            error(() -> aws.probe(AwsSessionCredentials.create(id, secret, other.sessionToken()))))
        .isEqualTo("403 InvalidClientTokenId");
    assertThat(
            error(
                () -> aws.probe(AwsSessionCredentials.create(id, "guess", session.sessionToken()))))
        .isEqualTo(mismatch());
  }

  @Test
  void anExpiredSessionIsToldSo() {
    AwsCredentials session = aws.session(aws.role("deploy"), "job-1");

    // Expiry is a whole second: what was issued at .4 ends at .0.
    aws.clock.advance(Duration.ofHours(1).minusMillis(401));
    aws.probe(session);
    aws.clock.advance(Duration.ofMillis(1));

    assertThat(error(() -> aws.probe(session))).isEqualTo("403 ExpiredToken");
  }

  private Map<String, String> signed(String service, Duration skew) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(aws.uri("/"))
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .putHeader("X-Note", "signed  as   well")
            .build();
    Map<String, List<String>> headers =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(aws.admin)
                    .request(request)
                    .payload(ContentStreamProvider.fromString(IDENTITY, UTF_8))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                    .putProperty(
                        AwsV4HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), skew)))
            .request()
            .headers();
    Map<String, String> single = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> single.put(name, values.getFirst()));
    // The client sets it by itself, and lets nobody else.
    single.remove("Host");
    return single;
  }

  /// Status, and the code of an error.
  private String send(Map<String, String> headers, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(aws.uri("/")).POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      Matcher code = CODE.matcher(answer.body());
      return code.find() ? answer.statusCode() + " " + code.group(1) : "" + answer.statusCode();
    }
  }

  private static String mismatch() {
    return "403 SignatureDoesNotMatch";
  }
}
