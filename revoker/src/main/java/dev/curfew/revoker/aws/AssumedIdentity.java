package dev.curfew.revoker.aws;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.ROLE;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// A role of the account, assumed by another identity. The SDK has this for its blocking STS client
/// only.
///
/// Credentials are renewed some minutes before they expire, in the background: IAM's calls wait for
/// STS only where there are none that still hold.
final class AssumedIdentity implements Identity {
  private static final Logger LOG = LoggerFactory.getLogger(AssumedIdentity.class);

  /// As CloudTrail names it.
  private static final String SESSION_NAME = "curfew-revoker";

  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

  /// Our clock may be behind AWS's by so much.
  private static final Duration SKEW = Duration.ofMinutes(1);

  /// @param expiresAt by AWS's clock
  private record Held(AwsCredentials credentials, Instant expiresAt) {
    boolean holds(Instant now) {
      return now.isBefore(expiresAt.minus(SKEW));
    }

    boolean isFresh(Instant now) {
      return now.isBefore(expiresAt.minus(RENEWED_BEFORE));
    }

    @Override
    public String toString() {
      return "Held[expiresAt=%s]".formatted(expiresAt);
    }
  }

  private final RoleArn role;
  private final Optional<String> externalId;
  private final Identity source;
  private final StsAsyncClient sts;
  private final Clock clock;

  private @Nullable Held held;
  private @Nullable Uni<Held> renewal;

  AssumedIdentity(
      RoleArn role, Optional<String> externalId, Identity source, StsAsyncClient sts, Clock clock) {
    this.role = role;
    this.externalId = externalId;
    this.source = source;
    this.sts = sts;
    this.clock = clock;
  }

  @Override
  public Uni<AwsCredentials> credentials() {
    return Uni.createFrom().deferred(this::current).map(Held::credentials);
  }

  @Override
  public synchronized void forget(AwsCredentials credentials) {
    if (held != null && held.credentials().equals(credentials)) {
      held = null;
    }
  }

  private synchronized Uni<Held> current() {
    Instant now = clock.instant();
    Held here = held;
    if (here == null || !here.holds(now)) {
      return renewal();
    }
    if (!here.isFresh(now) && renewal == null) {
      renewal()
          .subscribe()
          .with(
              _ -> {},
              e ->
                  LOG.atWarn()
                      .addKeyValue(ROLE, role)
                      .addKeyValue(ERROR, e.getMessage())
                      .log("role not assumed anew"));
    }
    return Uni.createFrom().item(here);
  }

  /// One at a time, whoever waits for it.
  private synchronized Uni<Held> renewal() {
    if (renewal == null) {
      renewal =
          assume()
              .invoke(this::hold)
              .onTermination()
              .invoke(this::renewalEnded)
              .memoize()
              .indefinitely();
    }
    return renewal;
  }

  private synchronized void hold(Held renewed) {
    held = renewed;
  }

  private synchronized void renewalEnded() {
    renewal = null;
  }

  private Uni<Held> assume() {
    return source
        .credentials()
        .map(credentials -> new SignedAccess<>(sts, credentials))
        .chain(access ->
            Uni.createFrom()
                .completionStage(() ->
                    sts.assumeRole(request ->
                        request
                            .roleArn(role.text())
                            .roleSessionName(SESSION_NAME)
                            .externalId(externalId.orElse(null))
                            .overrideConfiguration(access::sign))))
        .map(answer -> held(answer.credentials()))
        .onFailure()
        .transform(e -> AccountUnreachableException.notAssumed(role, e));
  }

  private static Held held(Credentials credentials) {
    return new Held(
        AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()),
        credentials.expiration());
  }
}
