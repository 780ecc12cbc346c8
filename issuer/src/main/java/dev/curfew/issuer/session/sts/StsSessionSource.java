package dev.curfew.issuer.session.sts;

import dev.curfew.issuer.session.SessionCredentials;
import dev.curfew.issuer.session.SessionRefusedException;
import dev.curfew.issuer.session.SessionRequest;
import dev.curfew.issuer.session.SessionSource;
import dev.curfew.issuer.session.SessionTooLongException;
import dev.curfew.issuer.session.SessionUnavailableException;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/// Opens sessions by `AssumeRole`.
@ApplicationScoped
class StsSessionSource implements SessionSource {
  /// STS has no code of its own for a session that is too long, and names, regions and the like are
  /// checked before it is asked.
  private static final String INVALID = "ValidationError";

  /// What says something about the role. Other errors, 4xx too, are about us: throttling, or the
  /// issuer's own credentials being expired or wrong, is no answer to the job.
  private static final Set<String> REFUSALS =
      Set.of("AccessDenied", "MalformedPolicyDocument", "PackedPolicyTooLarge", INVALID);

  private final StsAsyncClient sts;

  StsSessionSource(StsAsyncClient sts) {
    this.sts = sts;
  }

  @Override
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "sts"})
  public Uni<SessionCredentials> open(SessionRequest request) {
    return Uni.createFrom()
        .completionStage(() -> sts.assumeRole(asked(request)))
        .map(answer -> credentials(answer, request))
        .onFailure()
        .transform(e -> translated(request, e));
  }

  private static AssumeRoleRequest asked(SessionRequest request) {
    AssumeRoleRequest.Builder asked =
        AssumeRoleRequest.builder()
            .roleArn(request.roleArn())
            .roleSessionName(request.name().value())
            .durationSeconds(Math.toIntExact(request.duration().toSeconds()))
            .tags(
                request.tags().entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList());
    SessionPolicyDocument.of(request).ifPresent(asked::policy);
    request.sourceIdentity().ifPresent(asked::sourceIdentity);
    return asked.build();
  }

  /// STS tells the expiry alone; the issue second follows from it, by AWS's clock and not by ours.
  private static SessionCredentials credentials(AssumeRoleResponse answer, SessionRequest request) {
    Credentials credentials = answer.credentials();
    return new SessionCredentials(
        credentials.accessKeyId(),
        credentials.secretAccessKey(),
        credentials.sessionToken(),
        answer.assumedRoleUser().assumedRoleId(),
        credentials.expiration().minus(request.duration()),
        request.leash().orElse(credentials.expiration()));
  }

  private static RuntimeException translated(SessionRequest request, Throwable e) {
    if (!(e instanceof StsException said)
        || said.awsErrorDetails() == null
        || !REFUSALS.contains(said.awsErrorDetails().errorCode())) {
      return new SessionUnavailableException(request.roleArn(), e);
    }
    AwsErrorDetails details = said.awsErrorDetails();
    String reason = details.errorCode() + ": " + details.errorMessage();
    return details.errorCode().equals(INVALID)
            && request.duration().compareTo(SessionRequest.ALWAYS_GIVEN) > 0
        ? new SessionTooLongException(request, reason, e)
        : new SessionRefusedException(request.roleArn(), reason, e);
  }
}
