package dev.curfew.issuer.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionCredentialsTest {
  @Test
  void printsItsAccessKeyIdAlone() {
    SessionCredentials credentials =
        new SessionCredentials(
            "ASIAEXAMPLE", "the secret", "the token", "AROA:@x", Instant.EPOCH, Instant.MAX);

    assertThat(credentials).hasToString("SessionCredentials[accessKeyId=ASIAEXAMPLE]");
  }
}
