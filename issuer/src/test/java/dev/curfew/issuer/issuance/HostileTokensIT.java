package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64;
import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What strangers, and a GitHub gone mad, may show: none of it is believed, none is answered 5xx,
/// nothing is on Kafka, and no piece of it is in the log. [TokenRefusalIT] has the plain cases.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class HostileTokensIT {
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
    events.close();
  }

  interface Forgery {
    String of(Forge forge) throws JOSEException;
  }

  /// A genuine token, written otherwise. Believed, it would be in the audit trail by another name.
  static Stream<Arguments> spellings() {
    return Stream.of(
        token("blank before", f -> " " + f.genuine()),
        token("line end behind", f -> f.genuine() + "\n"),
        token("scheme before", f -> "Bearer " + f.genuine()),
        token("padding behind", f -> f.genuine() + "=="),
        token("blank inside", f -> f.genuine().replaceFirst("\\.", ". ")),
        token("line end inside", f -> f.genuine().replaceFirst("\\.", ".\n")),
        token("U+0000 behind", f -> f.genuine() + "\0"),
        token("zero-width space inside", f -> f.genuine().replaceFirst("\\.", ".\u200b")),
        token("another dot", f -> f.genuine().replaceFirst("\\.", "\u2024")),
        token("a dot behind", f -> f.genuine() + "."),
        token("a foreign character in the signature", f -> f.genuine().replaceFirst("..$", "!$0")),
        token("a bit that is no byte's", HostileTokensIT::withSpareBit),
        token("twice", f -> f.genuine() + f.genuine()),
        token("as JSON", HostileTokensIT::asJson),
        token("50,000 characters", f -> f.genuine() + "A".repeat(50_000)));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        token("HS256 with the modulus", Forge::withModulusAsHmacKey),
        token("HS256 with the JWK", Forge::withJwkAsHmacKey),
        token("HS256 with the kid", Forge::withKeyIdAsHmacKey),
        token("HS384 with the public key", f -> f.withPublicKeyAsHmacKey(JWSAlgorithm.HS384)),
        token("HS512 with the public key", f -> f.withPublicKeyAsHmacKey(JWSAlgorithm.HS512)),
        token("alg in lower case", f -> f.withHeader("{\"alg\":\"rs256\"}")),
        token("alg with a blank", f -> f.withHeader("{\"alg\":\"RS256 \"}")),
        token("alg null", f -> f.withHeader("{\"alg\":null}")),
        token("alg twice", f -> f.withHeader("{\"alg\":\"none\",\"alg\":\"RS256\"}")),
        token("ALG", f -> f.withHeader("{\"ALG\":\"RS256\"}")),
        token("kid in upper case", Forge::withKeyIdInUpperCase),
        token("kid empty", f -> f.strangers(h -> h.keyID(""))),
        token("kid null", f -> f.withHeader("{\"alg\":\"RS256\",\"kid\":null}")),
        token("kid a list", f -> f.withHeader("{\"alg\":\"RS256\",\"kid\":[\"a\"]}")),
        token("kid a file", f -> f.strangers(h -> h.keyID("file:///etc/passwd"))),
        token("kid SQL", f -> f.strangers(h -> h.keyID("'; DROP TABLE token; --"))),
        token("kid a command", f -> f.strangers(h -> h.keyID("$(id)|id`id`"))),
        token("kid with line ends", f -> f.strangers(h -> h.keyID("a\r\nERROR all is lost"))),
        token("kid of 5,000 characters", f -> f.strangers(h -> h.keyID("k".repeat(5_000)))),
        token("x5c", f -> f.strangers(h -> h.x509CertChain(List.of(new Base64("AAAA"))))),
        token("jwk of the genuine key", f -> f.strangers(h -> h.jwk(f.published()))),
        token("payload not encoded", f -> f.strangers(h -> h.base64URLEncodePayload(false))),
        token("unknown crit", f -> f.strangers(h -> h.criticalParams(Set.of("admin")))),
        token("compressed", f -> f.strangers(h -> h.customParam("zip", "DEF"))),
        token("header a list", f -> f.withHeader("[]")),
        token("header null", f -> f.withHeader("null")),
        token("header cut off", f -> f.withHeader("{\"alg\":\"RS256\"")),
        token("header 4,000 deep", f -> f.withHeader("{\"alg\":" + "[".repeat(4_000))));
  }

  /// Signed by GitHub's own key.
  static Stream<Arguments> documents() {
    return Stream.of(
        token("nothing", f -> f.rewritten(_ -> "")),
        token("null", f -> f.rewritten(_ -> "null")),
        token("a text", f -> f.rewritten(_ -> "\"let me in\"")),
        token("a list", f -> f.rewritten(json -> "[" + json + "]")),
        token("no claims", f -> f.rewritten(_ -> "{}")),
        token("cut off", f -> f.rewritten(json -> json.substring(0, json.length() - 1))),
        token("something behind", f -> f.rewritten(json -> json + "{}")),
        token("not JSON to the letter", f -> f.rewritten(json -> json.replace('"', '\''))),
        token("a comment", f -> f.rewritten(json -> json + "// really")),
        token("a comma too many", f -> f.rewritten(json -> json.replaceFirst("}$", ",}"))),
        token("a claim twice", f -> f.rewritten(adding("\"repository\":\"octo-org/another\""))),
        token("a claim twice, the same", f -> f.rewritten(adding("\"aud\":\"curfew\""))),
        token("check_run_id twice", f -> f.rewritten(adding("\"check_run_id\":\"1\""))),
        token("an unread claim twice", f -> f.rewritten(adding("\"x\":1,\"x\":1"))),
        token("twice by an escape", f -> f.rewritten(adding("\"r\\u0065pository\":\"a/b\""))),
        token("4,000 deep", f -> f.rewritten(adding("\"x\":" + deep(4_000)))),
        token("5 deep", f -> f.rewritten(adding("\"x\":" + deep(5)))),
        token("4,000 deep and open", f -> f.rewritten(adding("\"x\":" + "[".repeat(4_000)))),
        token("a number of 5,000 digits", f -> f.rewritten(adding("\"x\":" + "9".repeat(5_000)))),
        token("NaN", f -> f.rewritten(adding("\"x\":NaN"))),
        token("a claim's name in upper case", f -> f.rewritten(renamed("repository"))),
        token("check_run_id beyond all", f -> f.rewritten(valued("check_run_id", "1e400"))),
        token("run_id beyond 64 bits", f -> f.rewritten(valued("run_id", "18446744073709551617"))),
        token("exp beyond all", f -> f.rewritten(valued("exp", "1e400"))),
        token("exp beyond 64 bits", f -> f.rewritten(valued("exp", "18446744073709551617"))),
        token("exp that wraps around", f -> f.rewritten(valued("exp", wrapped()))),
        token("half a pair in actor", f -> f.rewritten(valued("actor", "\"\\ud83d\""))),
        token("half a pair in ref", f -> f.rewritten(valued("ref", "\"a\\udc31b\""))),
        token("half a pair in sha", f -> f.rewritten(valued("sha", "\"\\ud83d\""))),
        token("half a pair added", f -> f.rewritten(adding("\"environment\":\"\\ud83d\""))),
        token("nbf that wraps around", f -> f.rewritten(valued("nbf", "1e300"))),
        token("iat below all", f -> f.rewritten(valued("iat", "-1e400"))));
  }

  static Stream<Arguments> claims() {
    return Stream.of(
            of("exp", Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, true, List.of(1), Map.of("a", 1)),
            of("iat", Long.MAX_VALUE, 0, "now", List.of()),
            of("nbf", Long.MAX_VALUE, 1e300, "never", List.of()),
            of("jti", "", " ", 7, List.of("a"), "x".repeat(5_000), "a\0", "a\nb"),
            of("iss", List.of(), Map.of(), "", "https://TOKEN.actions.githubusercontent.com"),
            of(
                "aud",
                Map.of(),
                List.of(List.of("curfew")),
                "curfew ",
                "cur\u0444ew",
                "c\u00fcrfew"),
            of("sub", Map.of()),
            of("repository_id", 0, -1, 1.5, "0x1", "", List.of(1), "\u0661", "9".repeat(5_000)),
            of("run_id", 0, "-1", 1e3 + .5, " 1", Map.of(), "9223372036854775808"),
            of("run_attempt", 0, -1, "1.0", 2_147_483_648L, "\uff11"),
            of(
                "check_run_id",
                "",
                "-1",
                1.5,
                true,
                Map.of(),
                "1e3",
                "\u0967",
                "9223372036854775808"),
            of(
                "repository",
                7,
                List.of("octo-org/octo-repo"),
                "octo-org/\u043ecto-repo",
                "octo-org\uff0focto-repo",
                "octo-org\u2215octo-repo",
                "\uff4fcto-org/octo-repo",
                "octo-org/octo-repo\u200b",
                "\u202eoper-otco/gro-otco",
                "octo-org/octo-rep\u00f3",
                "octo-org/octo-repo\0",
                "octo-org/octo-repo\n",
                "octo-org//octo-repo",
                "octo-org/octo-repo/",
                "/octo-org/octo-repo",
                "octo-org\\octo-repo",
                "octo-org%2focto-repo",
                "octo-org/..",
                "octo-org/octo-repo?x",
                "octo-org/octo-repo#x",
                "*/*",
                "octo-org/" + "x".repeat(2_000)),
            of("actor", "", " ", "a\0", "x".repeat(1_025), List.of()),
            of("environment", "a\0", "x".repeat(1_025), 7),
            of("ref", "", "a\0", "x".repeat(1_025), Map.of()),
            of("sha", "", "x".repeat(1_025)),
            of("workflow_ref", "", "x".repeat(1_025)),
            of("event_name", "", List.of("push")))
        .flatMap(rows -> rows);
  }

  @ParameterizedTest
  @MethodSource({"spellings", "headers", "documents", "claims"})
  void isNotBelieved(Forgery forgery) throws Exception {
    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, forgery.of(forge)).post());
  }

  @Test
  void aTokenIsNotBelievedASecondPastItsLeeway() {
    String token = forge.claimingTime("exp", -31);

    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, token).post());
  }

  /// The token is good: it is the request that lies.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "octo-org/\u043ecto-repo",
        "\uff4fcto-org/octo-repo",
        "octo-org/octo-repo\u200b",
        "octo-org/octo-repo\u0000",
        "octo-org/octo-repo\n",
        " octo-org/octo-repo",
        "octo-org%2focto-repo",
        "octo-org/octo-\u212a",
        "Octo-Org/Octo-Repo",
        "octo-org/octo-repo.git"
      })
  void aRepositoryThatOnlyLooksLikeTheTokensIsNotIt(String repository) {
    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job).with("repo", repository).post());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\u0000", "a\\udc31b"})
  void aStepThatIsNoTextIsRefused(String escaped) {
    String body = Ask.by(job).with("step", "here").json().replace("here", escaped);

    Refused.asInvalid(Ask.post(body), "step is blank, too long or no line of text");
  }

  /// Each a claim of the genuine token that is something else.
  private static Stream<Arguments> of(String claim, Object... values) {
    return Stream.of(values)
        .map(value -> token(claim + " " + printable(value), f -> f.claiming(claim, value)));
  }

  private static String printable(Object value) {
    String text = value.toString().replaceAll("[^\\x21-\\x7e]", "?");
    return text.length() > 40 ? text.length() + " characters" : text;
  }

  private static UnaryOperator<String> adding(String member) {
    return json -> json.replaceFirst("\\{", "{" + Matcher.quoteReplacement(member) + ",");
  }

  private static UnaryOperator<String> renamed(String claim) {
    return json -> json.replace("\"" + claim + "\"", "\"" + claim.toUpperCase(Locale.ROOT) + "\"");
  }

  private static UnaryOperator<String> valued(String claim, String value) {
    String member = Matcher.quoteReplacement("\"" + claim + "\":" + value);
    return json -> json.replaceFirst("\"" + claim + "\":[^,}]+", member);
  }

  private static String deep(int levels) {
    return String.join("", Collections.nCopies(levels, "["))
        + String.join("", Collections.nCopies(levels, "]"));
  }

  /// Seconds whose milliseconds, in 64 bits, are those of a moment from now.
  private static String wrapped() {
    return Long.toString(Instant.now().getEpochSecond() + 18_446_744_073_709_551L + 60);
  }

  /// The last character of a signature of 256 bytes has four bits that are no byte's.
  private static String withSpareBit(Forge forge) {
    String token = forge.genuine();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static String asJson(Forge forge) {
    String[] parts = forge.genuine().split("\\.", -1);
    return "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
        .formatted(parts[0], parts[1], parts[2]);
  }

  private static Arguments token(String name, Forgery forgery) {
    return argumentSet(name, forgery);
  }
}
