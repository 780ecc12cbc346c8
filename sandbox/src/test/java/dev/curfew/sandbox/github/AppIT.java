package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import dev.curfew.sandbox.MovableClock;
import dev.curfew.sandbox.github.access.Installation;
import dev.curfew.sandbox.github.access.Permission.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppIT {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final MovableClock clock = new MovableClock(NOW);
  private final GitHubSandbox github = GitHubSandbox.start(0, clock);
  private final Curl curl = new Curl();
  private final Installation installation = github.install("octo-org");

  @AfterEach
  void close() {
    curl.close();
    github.close();
  }

  @Test
  void saysWhichAppItIs() throws Exception {
    Curl.Reply reply = get("/app", AppJwt.bearer(github, clock));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().required("id").longValue()).isEqualTo(github.app().id());
    assertThat(reply.json().required("slug").textValue()).isEqualTo("curfew-sandbox");
  }

  @Test
  void takesTheClientIdForTheAppsId() throws Exception {
    String jwt =
        AppJwt.sign(github, github.app().clientId(), NOW, NOW.plus(Duration.ofMinutes(10)));

    assertThat(get("/app", jwt).status()).isEqualTo(200);
  }

  @Test
  void refusesATokenThatIsWrong() throws Exception {
    String app = String.valueOf(github.app().id());
    Instant soon = NOW.plus(Duration.ofMinutes(5));
    String good = AppJwt.bearer(github, clock);

    assertThat(message(401, good + "x")).isEqualTo("A JSON web token could not be decoded");
    assertThat(message(401, none(good))).isEqualTo("A JSON web token could not be decoded");
    assertThat(message(401, "Bearer a.b.c")).isEqualTo("A JSON web token could not be decoded");
    assertThat(message(404, AppJwt.sign(github, "1", NOW, soon)))
        .isEqualTo("Integration not found");
    assertThat(message(401, AppJwt.sign(github, app, NOW.plusSeconds(1), soon)))
        .startsWith("'Issued at' claim ('iat') must be an Integer");
    assertThat(message(401, AppJwt.sign(github, app, NOW, NOW)))
        .startsWith("'Expiration time' claim ('exp') must be a numeric value");
    assertThat(message(401, AppJwt.sign(github, app, NOW, NOW.plusSeconds(601))))
        .isEqualTo("'Expiration time' claim ('exp') is too far in the future");
    assertThat(message(401, "Bearer " + github.personalToken()))
        .isEqualTo("A JSON web token could not be decoded");
  }

  @Test
  void findsItsInstallations() throws Exception {
    String jwt = AppJwt.bearer(github, clock);
    github.install("acme");

    Curl.Reply first = get("/app/installations?per_page=1", jwt);
    Curl.Reply second = curl.get(first.next().orElseThrow(), "Authorization", jwt);

    assertThat(first.json().at("/0/id").longValue()).isEqualTo(installation.id());
    assertThat(second.json().at("/0/account/login").textValue()).isEqualTo("acme");
    assertThat(second.next()).isEmpty();
    for (String path : new String[] {"/orgs/OCTO-org", "/repos/octo-org/octo-repo"}) {
      assertThat(get(path + "/installation", jwt).json().required("id").longValue())
          .isEqualTo(installation.id());
    }
    assertThat(get("/orgs/nobody/installation", jwt).status()).isEqualTo(404);
  }

  @Test
  void givesATokenForAnHour() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    String path = "/repos/octo-org/octo-repo/actions/jobs/" + job.jobId();
    JsonNode json = token("").json();
    String token = "Bearer " + json.required("token").textValue();

    assertThat(json.required("expires_at").textValue()).isEqualTo("2026-11-23T13:00:00Z");
    assertThat(json.at("/permissions/actions").textValue()).isEqualTo("read");
    assertThat(json.required("repository_selection").textValue()).isEqualTo("all");
    assertThat(get(path, token).status()).isEqualTo(200);
    clock.advance(Duration.ofHours(1).minusSeconds(1));
    assertThat(get(path, token).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(get(path, token).status()).isEqualTo(401);
    assertThat(get(path, token).message()).isEqualTo("Bad credentials");
  }

  @Test
  void aTokenIsGoodForItsOwnOrganizationOnly() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example().withRepository("acme/web"));
    String token = "Bearer " + token("").json().required("token").textValue();

    assertThat(get("/repos/acme/web/actions/jobs/" + job.jobId(), token).status()).isEqualTo(404);
  }

  @Test
  void aTokenMayWhatTheInstallationWasGranted() throws Exception {
    github.install("acme", Map.of("metadata", Level.READ, "secret_scanning_alerts", Level.READ));
    Curl.Reply reply = get("/orgs/acme/installation", AppJwt.bearer(github, clock));
    ActionsJob job = github.startJob(JobSpec.example().withRepository("acme/web"));
    String token =
        "Bearer "
            + post(reply.json().required("access_tokens_url").textValue(), "")
                .json()
                .required("token")
                .textValue();

    Curl.Reply refused = get("/repos/acme/web/actions/jobs/" + job.jobId(), token);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).isEqualTo("Resource not accessible by integration");
  }

  @Test
  void aTokenCanBeNarrowedAndNotWidened() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    String token =
        "Bearer "
            + token("{\"permissions\":{\"metadata\":\"read\"}}")
                .json()
                .required("token")
                .textValue();

    assertThat(get("/repos/octo-org/octo-repo/actions/jobs/" + job.jobId(), token).status())
        .isEqualTo(403);
    assertThat(token("{\"permissions\":{\"actions\":\"write\"}}").status()).isEqualTo(422);
    assertThat(token("{\"permissions\":{\"contents\":\"read\"}}").status()).isEqualTo(422);
    assertThat(token("{\"permissions\":{\"actions\":\"admin\"}}").status()).isEqualTo(422);
    assertThat(token("{").status()).isEqualTo(400);
  }

  @Test
  void aSuspendedInstallationMayNothing() throws Exception {
    String token = "Bearer " + token("").json().required("token").textValue();

    github.suspend(installation);

    String path = "/repos/octo-org/octo-repo/actions/jobs/1";
    assertThat(get(path, token).message()).isEqualTo("This installation has been suspended");
    assertThat(token("").status()).isEqualTo(403);
  }

  @Test
  void anUninstalledAppsTokensAreWorthNothing() throws Exception {
    String token = "Bearer " + token("").json().required("token").textValue();

    github.uninstall(installation);

    String path = "/repos/octo-org/octo-repo/actions/jobs/1";
    assertThat(get(path, token).message()).isEqualTo("Bad credentials");
    assertThat(token("").status()).isEqualTo(404);
  }

  @Test
  void theKeyIsHandedOutInBothForms() {
    byte[] pkcs1 = der(github.app().privateKeyPem(), "RSA PRIVATE KEY");
    byte[] pkcs8 = der(github.app().privateKeyPkcs8Pem(), "PRIVATE KEY");

    assertThat(pkcs1[0]).isEqualTo((byte) 0x30);
    assertThat(pkcs8).endsWith(pkcs1);
    int length = ((pkcs1[2] & 0xff) << 8) + (pkcs1[3] & 0xff);
    assertThat(pkcs1).hasSize(length + 4);
  }

  private static byte[] der(String pem, String type) {
    assertThat(pem).startsWith("-----BEGIN " + type + "-----\n");
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  /// The same claims, signed by nobody.
  private static String none(String bearer) {
    String[] parts = bearer.substring("Bearer ".length()).split("\\.", 3);
    return "Bearer " + Base64URL.encode("{\"alg\":\"none\"}") + "." + parts[1] + ".";
  }

  private String message(int status, String authorization) throws Exception {
    Curl.Reply reply = get("/app", authorization);
    assertThat(reply.status()).isEqualTo(status);
    return reply.message();
  }

  private Curl.Reply token(String body) throws Exception {
    String path = "/app/installations/" + installation.id() + "/access_tokens";
    return post(github.api() + path, body);
  }

  private Curl.Reply post(String url, String body) throws Exception {
    return curl.post(url, body, "Authorization", AppJwt.bearer(github, clock));
  }

  private Curl.Reply get(String path, String authorization) throws Exception {
    return curl.get(github.api() + path, "Authorization", authorization);
  }
}
