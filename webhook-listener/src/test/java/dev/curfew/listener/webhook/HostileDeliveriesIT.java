package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.listener.BrokerResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.JobCompleted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What strangers may send, byte by byte: none of it ends a job, none is answered 5xx, and none of
/// it is in the log.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class HostileDeliveriesIT {
  /// The job that each of them says is over.
  private static final long JOB = 3_000_000;

  private static final String MARK = "octo-org/octo-repo";
  private static final String BODY = Bodies.completed(JOB);
  private static final String SIGNATURE = Bodies.sign(BrokerResource.SECRET, BODY);
  private static final int CEILING = 25 * 1024 * 1024;

  BrokerResource broker;
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler log = new Listening();

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(log);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(log);
  }

  /// @param answer statuses that are right
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Hostile(String name, byte[] request, List<Integer> answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> refused() {
    String hex = SIGNATURE.substring("sha256=".length());
    return Stream.of(
        unbelieved("bad hex", "sha256=zz" + hex.substring(2)),
        unbelieved("short", "sha256=" + hex.substring(2)),
        unbelieved("long", SIGNATURE + "00"),
        unbelieved("empty", ""),
        unbelieved("no prefix", hex),
        unbelieved("upper case", "sha256=" + hex.toUpperCase(Locale.ROOT)),
        unbelieved("upper-case prefix", "SHA256=" + hex),
        unbelieved("of SHA-1", "sha1=" + hex.substring(0, 40)),
        unbelieved("two in one header", SIGNATURE + "," + SIGNATURE),
        unbelieved("of another secret", Bodies.sign("another", BODY)),
        unbelieved("of the body without its blanks", signed(BODY.replace(" ", ""))),
        unbelieved("of the body with a line end", signed(BODY + "\n")),
        new Hostile(
            "SHA-1 alone",
            request("X-Hub-Signature: sha1=" + hex.substring(0, 40), BODY),
            List.of(401)),
        new Hostile(
            "two headers",
            request(signature(SIGNATURE) + "\r\n" + signature(SIGNATURE), BODY),
            List.of(401)),
        new Hostile(
            "general secret of a source that has its own",
            request(
                signature(SIGNATURE)
                    + "\r\nX-GitHub-Hook-Installation-Target-Type: organization"
                    + "\r\nX-GitHub-Hook-Installation-Target-ID: 38302899",
                BODY),
            List.of(401)),
        new Hostile(
            "a source's secret without the source",
            request(signature(Bodies.sign(BrokerResource.OWN_SECRET, BODY)), BODY),
            List.of(401)));
  }

  static Stream<Hostile> malformed() {
    byte[] bomb = bomb();
    return Stream.of(
        new Hostile(
            "gzip bomb",
            request(
                signature(Bodies.sign(BrokerResource.SECRET, bomb)) + "\r\nContent-Encoding: gzip",
                bomb),
            List.of(415)),
        new Hostile(
            "body encoded as itself",
            request(signature(SIGNATURE) + "\r\nContent-Encoding: identity", BODY),
            List.of(415)),
        new Hostile(
            "form",
            new String(request(signature(SIGNATURE), BODY), UTF_8)
                .replace("application/json", "application/x-www-form-urlencoded")
                .getBytes(UTF_8),
            List.of(415)),
        new Hostile("longer than told", withLength(BODY.length() - 10), List.of(401)),
        new Hostile("shorter than told", withLength(BODY.length() + 10), List.of(400, 408)),
        new Hostile("two lengths", withLength("12\r\nContent-Length: 13"), List.of(400)),
        new Hostile("no number for a length", withLength("many"), List.of(400)),
        new Hostile("a length below zero", withLength("-1"), List.of(400)),
        new Hostile("a length beyond all numbers", withLength("9".repeat(40)), List.of(400, 413)),
        new Hostile("25 MB + 1", withLength(CEILING + 1), List.of(413)),
        new Hostile("25 MB + 1 in chunks", chunked(CEILING + 1), List.of(413)),
        new Hostile("chunks without end", chunked(100_000), List.of(400, 408)));
  }

  /// What names nobody, or nothing, to ask for.
  static Stream<Hostile> misaddressed() {
    return Stream.of(
        new Hostile("no host", addressed("/webhooks/github?" + MARK, ""), List.of(400)),
        new Hostile("no host, another path", addressed("/" + MARK, ""), List.of(400)),
        new Hostile("no host, health", addressed("/q/health?" + MARK, ""), List.of(400)),
        new Hostile("an empty host", addressed("/" + MARK, "Host: \r\n"), List.of(400, 404)),
        new Hostile("a host with blanks", addressed("/" + MARK, "Host: a b\r\n"), List.of(400)),
        new Hostile("no path", addressed("?" + MARK, "Host: a\r\n"), List.of(400, 404)),
        new Hostile("half an escape", addressed("/%c/" + MARK, "Host: a\r\n"), List.of(400, 404)));
  }

  /// A proxy that forwards them would see nothing of what follows.
  static Stream<Hostile> http2() {
    String upgrade =
        """
        Host: a\r
        Connection: Upgrade, HTTP2-Settings\r
        Upgrade: h2c\r
        HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r
        """;
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
    return Stream.of(
        new Hostile("HTTP/2 by upgrade", addressed("/" + MARK, upgrade), List.of(404)),
        new Hostile("HTTP/2 unasked", preface.getBytes(UTF_8), List.of(400)));
  }

  /// What holds a secret and still makes no sense.
  static Stream<Hostile> senseless() {
    return Stream.of(
        believed("10,000 deep", deep("[")),
        believed("10,000 deep, of objects", deep("{\"a\":")),
        believed("an action twice", BODY.replaceFirst("\\{", "{\"action\":\"queued\",")),
        believed("an id twice", BODY.replaceFirst("\"id\"", "\"id\": 1, \"id\"")),
        believed("a job twice", BODY.replaceFirst("\\{", "{\"workflow_job\":null,")),
        believed("an unread name twice", BODY.replaceFirst("\\{", "{\"x\":1,\"x\":1,")),
        believed("something behind", BODY + "{}"),
        believed("cut off", BODY.substring(0, BODY.length() - 5)),
        believed("a list", "[" + BODY + "]"),
        believed("nothing", ""),
        believed("blanks", "   "),
        believed("NaN for an id", BODY.replace(Long.toString(JOB), "NaN")),
        believed("a fraction for an id", BODY.replace(Long.toString(JOB), JOB + ".5")),
        believed("an id of 5,000 digits", BODY.replace(Long.toString(JOB), "9".repeat(5_000))),
        believed("an id below zero", BODY.replace(Long.toString(JOB), "-" + JOB)),
        believed("a path for a repository", BODY.replace(MARK, "../../" + MARK)),
        believed("invalid UTF-8", BODY.replace("build", "\u00c3(").getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @MethodSource({"refused", "malformed", "misaddressed", "http2"})
  void isRefused(Hostile hostile) {
    assertThat(RawHttp.statusOf(RestAssured.port, hostile.request())).isIn(hostile.answer());

    leavesNoTrace();
  }

  @ParameterizedTest
  @MethodSource
  void senseless(Hostile hostile) {
    assertThat(RawHttp.statusOf(RestAssured.port, hostile.request())).isIn(hostile.answer());

    assertThat(logged).as("what is looked at").anyMatch(line -> line.contains("dead letter"));
    leavesNoTrace();
  }

  private void leavesNoTrace() {
    try (TopicReader jobs = new TopicReader(broker.bootstrapServers(), Topic.JOBS)) {
      assertThat(jobs.events(JobCompleted.class)).noneMatch(event -> event.job().jobId() == JOB);
    }
    assertThat(logged).noneMatch(line -> line.contains(MARK) || line.contains("octocat"));
    byte[] good = request(signature(signed("{}")), "{}");
    assertThat(RawHttp.statusOf(RestAssured.port, good)).as("still there").isEqualTo(202);
  }

  private static Hostile unbelieved(String name, String signature) {
    return new Hostile("signature: " + name, request(signature(signature), BODY), List.of(401));
  }

  private static Hostile believed(String name, String body) {
    return believed(name, body.getBytes(UTF_8));
  }

  private static Hostile believed(String name, byte[] body) {
    return new Hostile(
        name, request(signature(Bodies.sign(BrokerResource.SECRET, body)), body), List.of(202));
  }

  private static String deep(String opening) {
    return BODY.replaceFirst("\\{", "{\"deep\":" + opening.repeat(10_000) + ",");
  }

  private static String signed(String body) {
    return Bodies.sign(BrokerResource.SECRET, body);
  }

  private static String signature(String signature) {
    return "X-Hub-Signature-256: " + signature;
  }

  private static byte[] request(String headers, String body) {
    return request(headers, body.getBytes(UTF_8));
  }

  private static byte[] request(String headers, byte[] body) {
    return joined(head(headers, "Content-Length: " + body.length), body);
  }

  private static byte[] withLength(Object length) {
    return joined(head(signature(SIGNATURE), "Content-Length: " + length), BODY.getBytes(UTF_8));
  }

  private static byte[] addressed(String target, String host) {
    return ("GET " + target + " HTTP/1.1\r\n" + host + "\r\n").getBytes(UTF_8);
  }

  /// So many bytes in one chunk, and then no more.
  private static byte[] chunked(int bytes) {
    byte[] chunk = new byte[bytes];
    Arrays.fill(chunk, (byte) ' ');
    return joined(
        head(signature(SIGNATURE), "Transfer-Encoding: chunked"),
        joined((Integer.toHexString(bytes) + "\r\n").getBytes(UTF_8), chunk));
  }

  private static byte[] head(String headers, String length) {
    return String.join(
            "\r\n",
            "POST /webhooks/github HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "X-GitHub-Event: workflow_job",
            headers,
            length,
            "",
            "")
        .getBytes(UTF_8);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// A thousand times what it looks like.
  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[CEILING]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private final class Listening extends Handler {
    @Override
    public void publish(LogRecord record) {
      logged.add(record.getMessage() + Arrays.toString(record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
