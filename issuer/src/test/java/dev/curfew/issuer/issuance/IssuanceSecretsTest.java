package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What passes through issuing and holds a secret does not print it.
class IssuanceSecretsTest {
  private static final String SECRET = "wJalrXUtnFEMI";
  private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EXPIRES = ISSUED.plusSeconds(900);

  private static final IssueBody BODY =
      new IssueBody(
          SECRET, 7L, "octo-org/octo-repo", "arn:aws:iam::111122223333:role/r", 900, null, null);

  private static final IssuedCredential ISSUED_CREDENTIAL =
      new IssuedCredential(
          new CredentialIssued(
              UUID.randomUUID(),
              "ASIAEXAMPLE",
              "AROAEXAMPLE:@000000000000",
              "arn:aws:iam::111122223333:role/r",
              ISSUED,
              EXPIRES,
              new JobIdentity(1, "octo-org/octo-repo", 2, 1, 7),
              new JobContext("3484a3f", "refs/heads/main", "w", null, "octocat", "push", null),
              null,
              null,
              "0".repeat(64)),
          new SessionCredentials(
              "ASIAEXAMPLE", SECRET, SECRET, "AROAEXAMPLE:@000000000000", ISSUED, EXPIRES),
          new ReleaseToken(SECRET));

  static Stream<Object> holders() {
    return Stream.of(
        BODY,
        BODY.request(),
        ISSUED_CREDENTIAL,
        CredentialBody.of(ISSUED_CREDENTIAL),
        ProcessBody.of(ISSUED_CREDENTIAL),
        new ReleaseBody(UUID.randomUUID().toString(), SECRET));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void isNotPrinted(Object holder) {
    assertThat(holder.toString()).isNotEmpty().doesNotContain(SECRET);
  }
}
