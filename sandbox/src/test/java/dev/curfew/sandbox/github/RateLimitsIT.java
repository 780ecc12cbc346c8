package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.MovableClock;
import dev.curfew.sandbox.github.limit.RateLimits;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitsIT {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final MovableClock clock = new MovableClock(NOW);
  private final GitHubSandbox github = GitHubSandbox.start(0, clock);
  private final String token = github.personalToken();
  private final ActionsJob job = github.startJob(JobSpec.example());
  private final Curl curl = new Curl();

  @AfterEach
  void close() {
    curl.close();
    github.close();
  }

  @Test
  void thereAreNoneUnlessOneSaysSo() throws Exception {
    assertThat(get(token).headers().firstValue("x-ratelimit-limit")).isEmpty();
  }

  @Test
  void tellsHowOftenACallerMayStillAsk() throws Exception {
    github.rateLimits(RateLimits.ofGitHubCom());

    Curl.Reply reply = get(token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("x-ratelimit-limit")).isEqualTo("5000");
    assertThat(reply.header("x-ratelimit-used")).isEqualTo("1");
    assertThat(reply.header("x-ratelimit-remaining")).isEqualTo("4999");
    assertThat(reply.header("x-ratelimit-resource")).isEqualTo("core");
    assertThat(reply.header("x-ratelimit-reset"))
        .isEqualTo(String.valueOf(NOW.plus(Duration.ofHours(1)).getEpochSecond()));
  }

  @Test
  void refusesAboveThePrimaryLimitUntilItsReset() throws Exception {
    github.rateLimits(new RateLimits(2, 0, 403));
    get(token);
    assertThat(get(token).status()).isEqualTo(200);

    Curl.Reply refused = get(token);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).startsWith("API rate limit exceeded for user ID ");
    assertThat(refused.header("x-ratelimit-remaining")).isEqualTo("0");
    assertThat(get(github.personalToken()).status()).isEqualTo(200);
    clock.advance(Duration.ofHours(1).minusSeconds(1));
    assertThat(get(token).status()).isEqualTo(403);
    clock.advance(Duration.ofSeconds(1));
    assertThat(get(token).status()).isEqualTo(200);
  }

  @Test
  void whatHasNotChangedIsFree() throws Exception {
    github.rateLimits(RateLimits.ofGitHubCom());
    String tag = get(token).header("ETag");

    Curl.Reply unchanged = get(token, "If-None-Match", tag);

    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("x-ratelimit-used")).isEqualTo("1");
  }

  @Test
  void countsWhatIsNotFound() throws Exception {
    github.rateLimits(RateLimits.ofGitHubCom());

    Curl.Reply reply =
        curl.get(github.api() + "/repos/a/b/actions/jobs/1", "Authorization", "Bearer " + token);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("x-ratelimit-used")).isEqualTo("1");
  }

  @Test
  void refusesAboveTheSecondaryLimitAndSaysForHowLong() throws Exception {
    github.rateLimits(new RateLimits(100, 2, 429));
    get(token);
    clock.advance(Duration.ofSeconds(18));
    get(token);

    Curl.Reply refused = get(token);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("42");
    assertThat(refused.header("x-ratelimit-remaining")).isEqualTo("98");
    assertThat(refused.message()).startsWith("You have exceeded a secondary rate limit.");
    clock.advance(Duration.ofSeconds(42));
    assertThat(get(token).status()).isEqualTo(200);
  }

  @Test
  void outsiderSetsThemByCurl() throws Exception {
    Curl.Reply reply =
        curl.post(github.api() + "/_sandbox/rate-limits", "{\"perHour\":1,\"status\":429}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(get(token).status()).isEqualTo(200);
    assertThat(get(token).status()).isEqualTo(429);
  }

  private Curl.Reply get(String bearer, String... headers) throws Exception {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Authorization";
    all[1] = "Bearer " + bearer;
    return curl.get(url(), all);
  }

  private String url() {
    return github.api() + "/repos/octo-org/octo-repo/actions/jobs/" + job.jobId();
  }
}
