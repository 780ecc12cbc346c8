package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An issuer that takes no token without a nonce.
@QuarkusTest
@WithTestResource(Surroundings.class)
@TestProfile(NonceRequiredIT.Required.class)
@SuppressWarnings("NullAway.Init") // injected
class NonceRequiredIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;

  @Test
  void aTokenWithoutANonceIsRefusedAndOneWithANonceIsNot() {
    ActionsJob job = around.github().startJob(JobSpec.example());

    String without = job.idToken(Surroundings.AUDIENCE);
    Refused.with(Refusal.NONCE_MISSING, Ask.by(job, without).post());
    // That used nothing up.
    Refused.with(Refusal.NONCE_MISSING, Ask.by(job, without).post());
    String token = job.idToken(Ask.nonce(job).path("audience"));
    assertThat(Ask.by(job, token).post().statusCode()).isEqualTo(200);
  }

  public static final class Required implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("curfew.issuer.nonce", "required");
    }
  }
}
