package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.sun.net.httpserver.HttpServer;
import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.IssuanceRefused;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that must not be believed. All get the same answer, and leave nothing on Kafka.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class TokenRefusalIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  Forge forge;
  TopicReader events;
  int eventsBefore;

  @BeforeEach
  void open() {
    job = around.github().startJob(JobSpec.example());
    forge = new Forge(around.github(), job);
    events = around.credentialEvents();
    eventsBefore = events.events(CredentialIssued.class).size();
  }

  @AfterEach
  void nothingIsRecorded() {
    assertThat(events.events(CredentialIssued.class)).hasSize(eventsBefore);
    // Nobody is believed here, and nothing is told of whom is not.
    assertThat(events.events(IssuanceRefused.class))
        .noneMatch(refused -> refused.run().runId() == job.runId());
    events.close();
  }

  interface Forgery {
    String of(Forge forge) throws JOSEException;
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery("no JWT", _ -> "let me in, I am a deployment"),
        forgery("empty parts", _ -> ".."),
        forgery("parts that are no JSON", _ -> "bm8.bm8.bm8"),
        forgery("other scripts", _ -> "жетон.жетон.жетон"),
        forgery("an encrypted JWT's five parts", f -> f.genuine() + ".AAAA.AAAA"),
        forgery("no signature", f -> f.genuine().replaceFirst("[^.]+$", "")),
        forgery("signature cut short", f -> f.genuine().replaceFirst("....$", "")),
        forgery("signature of another token", Forge::withAnothersSignature),
        forgery("a stranger's signature", Forge::strangers),
        forgery("alg none", Forge::withAlgorithmNone),
        forgery("alg none with a signature", f -> f.withHeader("{\"alg\":\"none\"}")),
        forgery("alg NONE", f -> f.withHeader("{\"alg\":\"NONE\"}")),
        forgery("no alg", f -> f.withHeader("{\"typ\":\"JWT\"}")),
        forgery("alg no string", f -> f.withHeader("{\"alg\":[\"RS256\"]}")),
        forgery("HS256 with the public key", Forge::withPublicKeyAsHmacKey),
        forgery("HS256 with the public key's PEM", Forge::withPemOfPublicKeyAsHmacKey),
        forgery("ES256", Forge::withEs256),
        forgery("unknown kid", f -> f.strangers(h -> h.keyID("nobody's"))),
        forgery("no kid", f -> f.strangers(h -> h.keyID(null))),
        forgery("kid a path", f -> f.strangers(h -> h.keyID("../../../../dev/null"))),
        forgery("kid SQL", f -> f.strangers(h -> h.keyID("' UNION SELECT 'AAAA' --"))),
        forgery("own jwk", f -> f.strangers(h -> h.jwk(Forge.strangersPublicKey()))),
        forgery("crit", f -> f.strangers(h -> h.criticalParams(Set.of("exp")))),
        forgery("another typ", f -> f.strangers(h -> h.type(new JOSEObjectType("at+jwt")))),
        forgery("another audience", f -> f.claiming("aud", "curfew2")),
        forgery("audience by case", f -> f.claiming("aud", "CURFEW")),
        forgery("ours among audiences", f -> f.claiming("aud", List.of("curfew", "sts"))),
        forgery("ours twice", f -> f.claiming("aud", List.of("curfew", "curfew"))),
        forgery("no audience", f -> f.claiming("aud", List.of())),
        forgery("audience no string", f -> f.claiming("aud", 7)),
        forgery("unlisted issuer", f -> f.claiming("iss", "https://evil.example")),
        forgery("issuer with a slash", f -> f.claiming("iss", f.issuer() + "/")),
        forgery("issuer no string", f -> f.claiming("iss", 7)),
        forgery("expired", f -> f.claimingTime("exp", -60)),
        forgery("not yet valid", f -> f.claimingTime("nbf", 60)),
        forgery("issued in the future", f -> f.claimingTime("iat", 60)),
        forgery("a time that is none", f -> f.claiming("exp", "tomorrow")),
        forgery("an infinite time", f -> f.claiming("exp", 1e300)),
        forgery("too long", f -> f.claiming("padding", "x".repeat(16 * 1024))),
        forgery("repository_id no number", f -> f.claiming("repository_id", "1e3")),
        forgery("repository a path", f -> f.claiming("repository", "../../etc")),
        forgery("run_attempt too great", f -> f.claiming("run_attempt", "2147483648")),
        forgery("check_run_id no number", f -> f.claiming("check_run_id", List.of(1))));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void isNotBelieved(Forgery forgery) throws Exception {
    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, forgery.of(forge)).post());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss",
        "aud",
        "exp",
        "iat",
        "jti",
        "repository",
        "repository_id",
        "run_id",
        "run_attempt",
        "sha",
        "ref",
        "workflow_ref",
        "actor",
        "event_name"
      })
  void isNotBelievedWithoutAClaimOrWithNull(String claim) {
    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, forge.claiming(claim, null)).post());
    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, forge.without(claim)).post());
  }

  @Test
  void anUnlistedIssuersTokenIsNotBelievedThoughItsKeysArePublished() {
    try (GitHubSandbox evil = GitHubSandbox.start(0, Clock.systemUTC())) {
      String token = evil.startJob(job.spec()).idToken(Surroundings.AUDIENCE);

      Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, token).post());
    }
  }

  @Test
  void anAddressInTheHeaderIsNotFollowed() throws Exception {
    AtomicInteger visits = new AtomicInteger();
    HttpServer trap = trap(visits);
    URI address = URI.create("http://127.0.0.1:" + trap.getAddress().getPort() + "/keys");

    try {
      Refused.with(
          Refusal.INVALID_TOKEN, Ask.by(job, forge.strangers(h -> h.jwkURL(address))).post());
      Refused.with(
          Refusal.INVALID_TOKEN, Ask.by(job, forge.strangers(h -> h.x509CertURL(address))).post());
      Refused.with(
          Refusal.INVALID_TOKEN,
          Ask.by(job, forge.strangers(h -> h.keyID(address.toString()))).post());
      Refused.with(
          Refusal.INVALID_TOKEN, Ask.by(job, forge.claiming("iss", address.toString())).post());
    } finally {
      trap.stop(0);
    }

    assertThat(visits).hasValue(0);
  }

  @Test
  void theLogSaysWhy() {
    Ask.by(job, forge.claiming("iss", "https://evil.example")).post();

    assertThat(LOG.lines())
        .anyMatch(
            line -> line.contains("issuance refused") && line.contains("issuer is not listed"));
  }

  @Test
  void aHeaderCannotWriteALineOfTheLog() throws Exception {
    JOSEObjectType type = new JOSEObjectType("x\nerror all is lost " + "y".repeat(1_000));

    Ask.by(job, forge.strangers(header -> header.type(type))).post();

    assertThat(LOG.lines())
        .anyMatch(line -> line.contains("x?error all is lost"))
        .noneMatch(line -> line.contains("\nerror") || line.contains("y".repeat(300)));
  }

  private static HttpServer trap(AtomicInteger visits) throws IOException {
    HttpServer trap =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    trap.createContext(
        "/",
        exchange -> {
          visits.incrementAndGet();
          exchange.close();
        });
    trap.start();
    return trap;
  }

  private static Arguments forgery(String name, Forgery forgery) {
    return argumentSet(name, forgery);
  }
}
