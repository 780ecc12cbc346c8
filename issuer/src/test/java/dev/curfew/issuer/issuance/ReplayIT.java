package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each token is good once, and each nonce for one token of its job.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class ReplayIT {
  private static final int AT_ONCE = 16;

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @Test
  void aTokenIsGoodOnce() {
    String token = job.idToken(Surroundings.AUDIENCE);

    assertIssued(Ask.by(job, token).post());
    Refused.with(Refusal.TOKEN_REPLAYED, Ask.by(job, token).post());
    assertIssued(Ask.by(job).post());
  }

  @Test
  void aTokenIsUsedUpByARequestThatIsRefused() {
    String token = job.idToken(Surroundings.AUDIENCE);

    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, token).with("job_id", 1).post());
    Refused.with(Refusal.TOKEN_REPLAYED, Ask.by(job, token).post());
  }

  /// Only a token that was verified is used up, and the body is read before.
  @Test
  void aTokenIsNotUsedUpByABodyThatIsRefusedAsSuch() {
    String token = job.idToken(Surroundings.AUDIENCE);

    Refused.asInvalid(
        Ask.by(job, token).with("duration_seconds", 59).post(),
        "duration_seconds must lie between 60 and 3600");
    Refused.asInvalid(Ask.by(job, token).without("role").post(), "role is missing");
    assertIssued(Ask.by(job, token).post());
  }

  /// The same claims under another signature or header are the same token.
  @Test
  void aTokenIsKnownByItsIdAndNotByItsBytes() {
    Forge forge = new Forge(around.github(), job);
    String jti = "the-same-" + job.jobId();

    assertIssued(Ask.by(job, forge.claiming("jti", jti)).post());
    Refused.with(Refusal.TOKEN_REPLAYED, Ask.by(job, forge.claiming("jti", jti)).post());
  }

  @Test
  void ofManyAtOnceOneGetsACredential() throws Exception {
    String token = job.idToken(Surroundings.AUDIENCE);

    List<Integer> statuses = atOnce(() -> Ask.by(job, token).post());

    assertThat(statuses).hasSize(AT_ONCE).containsOnlyOnce(200).containsOnly(200, 409);
  }

  @Test
  void noTokenIsInTheDatabase() {
    String token = job.idToken(nonceAudience(Ask.nonce(job)));
    Response open = Ask.nonce(job);

    assertIssued(Ask.by(job, token).post());

    assertThat(around.rows("select t::text from issuer.token_use t"))
        .isNotEmpty()
        .noneMatch(row -> row.contains(token));
    assertThat(around.rows("select t::text from issuer.nonce t"))
        .isNotEmpty()
        .noneMatch(row -> row.contains(open.<String>path("nonce")));
  }

  @Test
  void aTokenIsRememberedPastItsEndAndTheLeeway() {
    assertIssued(Ask.by(job).post());

    assertThat(
            around.rows(
                "select max(forget_at) > now() + interval '5 minutes 30 seconds'"
                    + " from issuer.token_use"))
        .containsExactly("t");
  }

  @Test
  void aNonceIsAnsweredWithTheAudienceToAskFor() {
    Instant before = Instant.now();

    Response answer = Ask.nonce(job);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.<String>path("nonce")).matches("[A-Za-z0-9_-]{43}");
    assertThat(nonceAudience(answer)).isEqualTo(Surroundings.AUDIENCE + ":" + answer.path("nonce"));
    assertThat(Instant.parse(answer.path("expires_at")))
        .isBetween(before.plusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Test
  void aNonceIsGoodOnce() {
    String audience = nonceAudience(Ask.nonce(job));

    assertIssued(Ask.by(job, job.idToken(audience)).post());
    Refused.with(Refusal.NONCE_UNKNOWN, Ask.by(job, job.idToken(audience)).post());
  }

  @Test
  void ofManyTokensWithOneNonceAtOnceOneGetsACredential() throws Exception {
    String audience = nonceAudience(Ask.nonce(job));

    List<Integer> statuses = atOnce(() -> Ask.by(job, job.idToken(audience)).post());

    assertThat(statuses).hasSize(AT_ONCE).containsOnlyOnce(200).containsOnly(200, 409);
  }

  @Test
  void aTokenThatIsShownAgainIsToldSoThoughItsNonceIsGoneToo() {
    String token = job.idToken(nonceAudience(Ask.nonce(job)));

    assertIssued(Ask.by(job, token).post());
    Refused.with(Refusal.TOKEN_REPLAYED, Ask.by(job, token).post());
  }

  @Test
  void aNonceOfAnotherJobOrRepositoryIsRefusedAndStaysGood() {
    ActionsJob other = around.github().startJob(JobSpec.example());
    String audience = nonceAudience(Ask.nonce(other));

    Refused.with(Refusal.NONCE_UNKNOWN, Ask.by(job, job.idToken(audience)).post());
    Refused.with(
        Refusal.NONCE_UNKNOWN,
        Ask.by(job, job.idToken(nonceAudience(Ask.nonce("octo-org/another", job.jobId())))).post());
    assertIssued(Ask.by(other, other.idToken(audience)).post());
  }

  @Test
  void anExpiredNonceIsRefused() {
    String audience = nonceAudience(Ask.nonce(job));
    around.execute(
        "update issuer.nonce set expires_at = now() - interval '1 second' where job_id = "
            + job.jobId());

    Refused.with(Refusal.NONCE_UNKNOWN, Ask.by(job, job.idToken(audience)).post());
  }

  @Test
  void aNonceThatWasNeverGivenOutIsRefused() {
    String audience = Surroundings.AUDIENCE + ":" + "n".repeat(43);

    Refused.with(Refusal.NONCE_UNKNOWN, Ask.by(job, job.idToken(audience)).post());
  }

  @ParameterizedTest
  @ValueSource(strings = {"repo", "job_id"})
  void whoWantsANonceSaysForWhom(String field) {
    String whole = "{\"repo\":\"octo-org/octo-repo\",\"job_id\":7}";
    String body = whole.replaceFirst("\"" + field + "\":[^,}]*,?", "").replace(",}", "}");

    Refused.asInvalid(Ask.post("/nonce", body), field + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"octo-repo", "a/b/c", "../..\\u0000", "/", "octo-org/octo repo"})
  void aNonceForNoRepositoryIsRefused(String repository) {
    Refused.asInvalid(Ask.nonce(repository, 7), "repo is not of the form owner/name");
  }

  @Test
  void withoutItsDatabaseNothingIsHandedOut() {
    String token = job.idToken(Surroundings.AUDIENCE);
    around.stopDatabase();
    try {
      Refused.with(Refusal.UNAVAILABLE, Ask.by(job, token).post());
      Refused.with(Refusal.UNAVAILABLE, Ask.nonce(job));
    } finally {
      around.startDatabase();
    }

    assertIssued(Ask.by(job, token).post());
  }

  private static List<Integer> atOnce(Callable<Response> request) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(
            clients.submit(() -> {
              start.await();
              return request.call().statusCode();
            }));
      }
      start.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }

  private static String nonceAudience(Response answer) {
    return answer.path("audience");
  }

  private static void assertIssued(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }
}
