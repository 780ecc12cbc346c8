package dev.curfew.issuer.issuance;

import static dev.curfew.issuer.issuance.BodyReader.given;
import static dev.curfew.issuer.issuance.BodyReader.uuid;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.curfew.issuer.release.ReleaseToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is given back, as it comes over HTTP.
@JsonNaming(SnakeCaseStrategy.class)
record ReleaseBody(@Nullable String credentialId, @Nullable String releaseToken) {

  UUID credential() {
    return uuid("credential_id", given("credential_id", credentialId));
  }

  ReleaseToken token() {
    return new ReleaseToken(given("release_token", releaseToken));
  }

  @Override
  public String toString() {
    return "ReleaseBody[credentialId=" + credentialId + "]";
  }
}
