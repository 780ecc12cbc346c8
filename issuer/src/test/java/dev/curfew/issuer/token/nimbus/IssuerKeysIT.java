package dev.curfew.issuer.token.nimbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.curfew.issuer.token.InvalidTokenException;
import dev.curfew.issuer.token.JobClaims;
import dev.curfew.issuer.token.KeysUnavailableException;
import dev.curfew.issuer.token.OidcToken;
import dev.curfew.issuer.token.VerifiedToken;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.JobSpec;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that change, and keys that cannot be had.
class IssuerKeysIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void aTokenOfANewKeyIsBelievedAtOnceAndOneOfTheOldKeyWhileThatIsPublished() {
    try (GitHubSandbox github = GitHubSandbox.start(0, CLOCK)) {
      NimbusTokenVerifier verifier = verifier(github.issuer());
      String old = token(github);
      verify(verifier, old);

      github.rotateKeys();

      assertThat(verify(verifier, token(github)).checkRunId()).isPresent();
      assertThat(verify(verifier, old).checkRunId()).isPresent();
    }
  }

  @Test
  void aTokenOfAKeyThatIsNoLongerPublishedIsNotBelieved() {
    try (GitHubSandbox github = GitHubSandbox.start(0, CLOCK)) {
      String old = token(github);
      github.rotateKeys();
      github.retireKeys();

      assertThatThrownBy(() -> verify(verifier(github.issuer()), old))
          .isInstanceOf(InvalidTokenException.class);
    }
  }

  @Test
  void nothingIsSaidOfATokenWhoseKeysWereNeverToBeHad() {
    int port = LoopbackPort.free();
    NimbusTokenVerifier verifier = verifier(URI.create("http://127.0.0.1:" + port));
    String token;
    try (GitHubSandbox github = GitHubSandbox.start(port, CLOCK)) {
      token = token(github);
    }

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> verify(verifier, token))
          .isInstanceOf(KeysUnavailableException.class);
    }
  }

  @Test
  void keysAreStillBelievedWhenTheIssuerIsGone() {
    GitHubSandbox github = GitHubSandbox.start(0, CLOCK);
    NimbusTokenVerifier verifier = verifier(github.issuer());
    String token = token(github);
    verify(verifier, token);

    github.close();

    assertThat(verify(verifier, token).checkRunId()).isPresent();
  }

  /// Past what the cache keeps, too.
  @Test
  void theLastGoodKeysAreBelievedWhenNewOnesCannotBeHad() throws Exception {
    GitHubSandbox github = GitHubSandbox.start(0, CLOCK);
    var processor =
        IssuerProcessor.of(
            github.issuer().toString(),
            new Audience("curfew"),
            IssuerKeys.of(github.issuer(), keys -> keys.cache(1, 0).refreshAheadCache(false)),
            CLOCK);
    String token = token(github);
    assertThat(processor.process(token, null)).isNotNull();

    github.close();

    for (int i = 0; i < 5; i++) {
      assertThat(processor.process(token, null)).isNotNull();
    }
  }

  @Test
  void eachListedIssuerIsBelievedByItsOwnKeysAlone() {
    try (GitHubSandbox first = GitHubSandbox.start(0, CLOCK);
        GitHubSandbox second = GitHubSandbox.start(0, CLOCK)) {
      NimbusTokenVerifier verifier = verifier(first.issuer(), second.issuer());
      String confused = second.startJob(JobSpec.example()).idToken("curfew");

      assertThat(verify(verifier, token(first)).checkRunId()).isPresent();
      assertThat(verify(verifier, confused).checkRunId()).isPresent();
      assertThatThrownBy(() -> verify(verifier, resigned(confused, first, second.issuer())))
          .isInstanceOf(InvalidTokenException.class);
    }
  }

  @Test
  void anIssuersOutageIsNotTheOthers() {
    URI silent = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    try (GitHubSandbox github = GitHubSandbox.start(0, CLOCK)) {
      NimbusTokenVerifier verifier = verifier(silent, github.issuer());
      String ofSilent = resigned(token(github), github, silent);

      assertThatThrownBy(() -> verify(verifier, ofSilent))
          .isInstanceOf(KeysUnavailableException.class);
      assertThat(verify(verifier, token(github)).checkRunId()).isPresent();
    }
  }

  /// However many a stranger shows: it is their tokens that are wrong, and not our keys.
  @Test
  void unknownKeysAreNotBelievedAndDoNotDisturbOthers() {
    try (GitHubSandbox github = GitHubSandbox.start(0, CLOCK)) {
      NimbusTokenVerifier verifier = verifier(github.issuer());
      String unknown = token(github);
      github.rotateKeys();
      github.retireKeys();

      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> verify(verifier, unknown))
            .isInstanceOf(InvalidTokenException.class);
      }
      assertThat(verify(verifier, token(github)).checkRunId()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github",
        "ftp://github.example",
        "file:///etc",
        "http:///path",
        "https:///path",
        "urn:a",
        "http://token.actions.githubusercontent.com",
        "http://127.0.0.1.github.example",
        "http://localhost",
        "http://10.0.0.7",
      })
  void aSenselessIssuerIsRefusedByTheNameOfItsSetting(String issuer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> verifier(URI.create(issuer)))
        .withMessageContaining("curfew.issuer.token.issuers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://github.example/_services/token", "http://127.0.0.1:8080", "http://[::1]"})
  void keysComeOverTlsOrFromThisMachine(String issuer) {
    assertThat(IssuerKeys.of(URI.create(issuer))).isNotNull();
  }

  private static JobClaims verify(NimbusTokenVerifier verifier, String token) {
    return verifier.verify(new OidcToken(token)).map(VerifiedToken::job).await().indefinitely();
  }

  private static String token(GitHubSandbox github) {
    ActionsJob job = github.startJob(JobSpec.example());
    return job.idToken("curfew");
  }

  /// The same claims under another name, and signed by whom one likes.
  private static String resigned(String token, GitHubSandbox by, URI issuer) {
    try {
      return by.sign(
          new JWTClaimsSet.Builder(SignedJWT.parse(token).getJWTClaimsSet())
              .issuer(issuer.toString())
              .build());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NimbusTokenVerifier verifier(URI... issuers) {
    return new NimbusTokenVerifier(new Settings(List.of(issuers), "curfew"), CLOCK);
  }

  private record Settings(List<URI> issuers, String audience) implements TokenSettings {}
}
