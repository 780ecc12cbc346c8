package dev.curfew.sandbox.aws;

import static dev.curfew.sandbox.aws.Aws.ALLOW_ALL;
import static dev.curfew.sandbox.aws.Aws.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
  private Aws aws;
  private String role;

  @BeforeEach
  void start() throws IOException {
    aws = new Aws();
    role = aws.role("deploy");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void writesAboveTheRateAreThrottledPerAccount() {
    aws.sandbox.faults().iamWritesPerSecond(2);

    write();
    write();
    assertThat(error(this::write)).isEqualTo("400 Throttling");
    assertThatCode(() -> aws.probe(aws.admin)).doesNotThrowAnyException();
    assertThatCode(
            () -> {
              try (var iam = aws.iam(aws.user(Aws.OTHER_ACCOUNT, "admin", ALLOW_ALL))) {
                iam.createRole(r -> r.roleName("x").assumeRolePolicyDocument(Aws.trust("*")));
              }
            })
        .doesNotThrowAnyException();
    aws.clock.advance(Duration.ofMillis(500));
    write();
    assertThat(error(this::write)).isEqualTo("400 Throttling");
  }

  @Test
  void writesAreCountedWhateverBecomesOfThem() {
    IamWrites before = aws.sandbox.iamWrites();
    aws.sandbox.faults().iamWritesPerSecond(1).iamConflicts(1);

    assertThat(error(this::write)).isEqualTo("409 ConcurrentModification");
    assertThat(error(this::write)).isEqualTo("400 Throttling");
    aws.probe(aws.admin);

    assertThat(aws.sandbox.iamWrites().since(before)).isEqualTo(new IamWrites(2, 1));
  }

  @Test
  void theNextWritesMeetAConflict() {
    aws.sandbox.faults().iamConflicts(1);

    aws.probe(aws.admin);
    assertThat(error(this::write)).isEqualTo("409 ConcurrentModification");
    assertThatCode(this::write).doesNotThrowAnyException();
  }

  @Test
  void theNextCallsFail() {
    aws.sandbox.faults().iamFailures(2).stsFailures(1);

    assertThat(error(() -> aws.probe(aws.admin))).isEqualTo("500 ServiceFailure");
    assertThat(error(this::write)).isEqualTo("500 ServiceFailure");
    assertThatCode(this::write).doesNotThrowAnyException();
    assertThat(error(() -> aws.session(role, "j1"))).isEqualTo("500 InternalFailure");
    assertThatCode(() -> aws.session(role, "j1")).doesNotThrowAnyException();
  }

  @Test
  void iamCanBeDownWhileStsIsUp() {
    aws.sandbox.faults().iamDown(true);

    assertThat(error(this::write)).isEqualTo("503 ServiceUnavailable");
    assertThatCode(() -> aws.session(role, "j1")).doesNotThrowAnyException();
    aws.sandbox.faults().heal().stsDown(true);
    assertThatCode(this::write).doesNotThrowAnyException();
    assertThat(error(() -> aws.session(role, "j1"))).isEqualTo("503 ServiceUnavailable");
  }

  @Test
  void latencyIsAddedToCalls() {
    aws.sandbox.faults().latency(Duration.ofMillis(60)).iamLatency(Duration.ofMillis(40));
    long start = System.nanoTime();

    aws.probe(aws.admin);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void faultsAreSetOverHttp() throws Exception {
    HttpResponse<String> put =
        put(
            "{\"iamLag\":\"4s\",\"latency\":\"PT0.05S\",\"iamWritesPerSecond\":20,\"iamDown\":true}");

    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(get())
        .isEqualTo(
            "{\"iamLag\":\"PT4S\",\"latency\":\"PT0.05S\",\"iamLatency\":\"PT0S\","
                + "\"iamWritesPerSecond\":20,\"iamConflicts\":0,\"iamFailures\":0,\"stsFailures\":0,"
                + "\"iamDown\":true,\"stsDown\":false}");
    assertThat(error(this::write)).isEqualTo("503 ServiceUnavailable");
    put("{}");
    assertThatCode(this::write).doesNotThrowAnyException();
  }

  @Test
  void faultsThatMakeNoSenseChangeNothing() throws Exception {
    put("{\"iamDown\":true}");

    assertThat(put("{\"iamLag\":\"4s\",\"iamlag\":\"4s\"}").body())
        .isEqualTo("unknown field iamlag");
    assertThat(put("{\"iamLag\":\"soon\"}").body()).startsWith("iamLag must be a duration");
    assertThat(put("{\"iamLag\":\"61s\"}").statusCode()).isEqualTo(400);
    assertThat(put("{\"iamConflicts\":-1}").statusCode()).isEqualTo(400);
    assertThat(put("{\"iamDown\":\"yes\"}").body()).isEqualTo("iamDown must be true or false");
    assertThat(put("[]").statusCode()).isEqualTo(400);
    assertThat(put("{").statusCode()).isEqualTo(400);
    assertThat(get()).contains("\"iamLag\":\"PT0S\"", "\"iamDown\":true");
  }

  @Test
  void aTakenPortIsSaidToBeTaken() {
    int port = aws.sandbox.endpoint().getPort();

    assertThatThrownBy(() -> AwsSandbox.start(port, Clock.systemUTC()).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the port is taken")
        .hasMessageContaining(Integer.toString(port));
  }

  private void write() {
    aws.putPolicy("deploy", "all", ALLOW_ALL);
  }

  private HttpResponse<String> put(String json) throws Exception {
    return send(HttpRequest.newBuilder().PUT(BodyPublishers.ofString(json)));
  }

  private String get() throws Exception {
    return send(HttpRequest.newBuilder().GET()).body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.uri(aws.uri("/_sandbox/faults")).build(), BodyHandlers.ofString());
    }
  }
}
