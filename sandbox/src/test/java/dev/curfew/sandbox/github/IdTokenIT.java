package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdTokenIT {
  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());
  private final Curl curl = new Curl();

  @AfterEach
  void close() {
    curl.close();
    github.close();
  }

  @Test
  void verifiesAgainstTheKeysThatDiscoveryLeadsTo() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());

    JWTClaimsSet claims = verify(job.idToken("curfew nonce=a+b&c"));

    assertThat(claims.getIssuer()).isEqualTo(github.issuer().toString());
    assertThat(claims.getAudience()).containsExactly("curfew nonce=a+b&c");
    assertThat(claims.getStringClaim("check_run_id")).isEqualTo(String.valueOf(job.jobId()));
    assertThat(claims.getStringClaim("sha")).isEqualTo(job.headSha());
  }

  @Test
  void isForTheOwnerWhereNoAudienceIsAskedFor() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());

    Curl.Reply reply =
        curl.get(
            job.idTokenRequestUrl().toString(),
            "Authorization",
            "Bearer " + job.idTokenRequestToken());

    String token = reply.json().required("value").textValue();
    assertThat(reply.json().required("count").intValue()).isEqualTo(token.length());
    assertThat(verify(token).getAudience()).containsExactly("https://github.com/octo-org");
  }

  @Test
  void isRefusedToAWrongBearer() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    ActionsJob other = github.startJob(JobSpec.example());
    String url = job.idTokenRequestUrl().toString();

    assertThat(curl.get(url).status()).isEqualTo(401);
    assertThat(curl.get(url, "Authorization", "Bearer guess").status()).isEqualTo(401);
    assertThat(curl.get(url, "Authorization", "Bearer " + other.idTokenRequestToken()).status())
        .isEqualTo(401);
  }

  @Test
  void isRefusedToAJobThatHasNotBegunOrHasEnded() {
    ActionsJob job = github.queueJob(JobSpec.example());

    assertThatThrownBy(() -> job.idToken("curfew")).hasMessageContaining("403");
    github.begin(job);
    assertThat(job.idToken("curfew")).isNotEmpty();
    github.complete(job, "success");
    assertThatThrownBy(() -> job.idToken("curfew"))
        .hasMessageContaining("403")
        .hasMessageContaining("Job is not in progress: completed");
  }

  @Test
  void outlivesARotationUntilTheOldKeyIsRetired() throws Exception {
    String old = github.startJob(JobSpec.example()).idToken("curfew");

    github.rotateKeys();
    String young = github.startJob(JobSpec.example()).idToken("curfew");

    verify(old);
    verify(young);
    github.retireKeys();
    verify(young);
    assertThatThrownBy(() -> verify(old)).isInstanceOf(BadJOSEException.class);
  }

  @Test
  void publishesNoPrivateKey() throws Exception {
    String url = github.issuer() + "/.well-known/jwks";

    assertThat(curl.get(url).json().required("keys").get(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("kty", "use", "kid", "alg", "n", "e");
  }

  @Test
  void canCarryAnyClaims() throws Exception {
    String token = github.sign(new JWTClaimsSet.Builder().claim("repository", "evil/repo").build());

    assertThat(verify(token).getStringClaim("repository")).isEqualTo("evil/repo");
  }

  @Test
  void doesNotShowItsRequestTokenInToString() {
    ActionsJob job = github.startJob(JobSpec.example());

    assertThat(List.of(job.toString(), job.spec().toString()))
        .noneMatch(text -> text.contains(job.idTokenRequestToken()));
  }

  private JWTClaimsSet verify(String token) throws Exception {
    URI jwks = URI.create(discovery("jwks_uri"));
    JWKSource<SecurityContext> keys = JWKSourceBuilder.create(jwks.toURL()).retrying(false).build();
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    return processor.process(token, null);
  }

  private String discovery(String field) throws Exception {
    String url = github.issuer() + "/.well-known/openid-configuration";
    return curl.get(url).json().required(field).textValue();
  }
}
