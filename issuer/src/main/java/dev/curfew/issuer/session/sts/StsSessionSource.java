package dev.curfew.issuer.session.sts;

import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.issuer.session.SessionName;
import dev.curfew.issuer.session.SessionRefusedException;
import dev.curfew.issuer.session.SessionSource;
import dev.curfew.issuer.session.SessionUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/// Opens sessions by `AssumeRole`.
@ApplicationScoped
class StsSessionSource implements SessionSource {
  /// What says something about the role. Other errors, 4xx too, are about us: throttling, or the
  /// issuer's own credentials being expired or wrong, is no answer to the job.
  private static final Set<String> REFUSALS = Set.of("AccessDenied", "ValidationError");

  private final StsAsyncClient sts;

  StsSessionSource(StsAsyncClient sts) {
    this.sts = sts;
  }

  @Override
  public Uni<SessionCredentials> open(String roleArn, SessionName name, Duration duration) {
    return Uni.createFrom()
        .completionStage(() ->
            sts.assumeRole(request ->
                request
                    .roleArn(roleArn)
                    .roleSessionName(name.value())
                    .durationSeconds(Math.toIntExact(duration.toSeconds()))))
        .map(answer -> credentials(answer, duration))
        .onFailure()
        .transform(e -> translated(roleArn, e));
  }

  /// STS tells the expiry alone; the issue second follows from it, by AWS's clock and not by ours.
  private static SessionCredentials credentials(AssumeRoleResponse answer, Duration duration) {
    Credentials credentials = answer.credentials();
    return new SessionCredentials(
        credentials.accessKeyId(),
        credentials.secretAccessKey(),
        credentials.sessionToken(),
        answer.assumedRoleUser().assumedRoleId(),
        credentials.expiration().minus(duration),
        credentials.expiration());
  }

  private static RuntimeException translated(String roleArn, Throwable e) {
    return e instanceof StsException said
            && said.awsErrorDetails() != null
            && REFUSALS.contains(said.awsErrorDetails().errorCode())
        ? new SessionRefusedException(roleArn, e)
        : new SessionUnavailableException(roleArn, e);
  }
}
