package dev.curfew.revoker.proof.aws;

import dev.curfew.revoker.deny.Session;
import dev.curfew.revoker.proof.Canary;
import dev.curfew.revoker.proof.CanarySource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Canaries are sessions of the role itself, cut down by a session policy to the one call that they
/// probe with. Never `GetCallerIdentity`: AWS answers that under an explicit deny too.
@ApplicationScoped
class AwsCanarySource implements CanarySource {
  private static final Duration LIFE = Duration.ofMinutes(15);

  private static final String PROBE_ONLY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListAccountAliases","Resource":"*"}]}\
      """;

  private final StsAsyncClient sts;
  private final IamAsyncClient iam;

  AwsCanarySource(StsAsyncClient sts, IamAsyncClient iam) {
    this.sts = sts;
    this.iam = iam;
  }

  @Override
  public Uni<Canary> open(String roleArn) {
    return Uni.createFrom()
        .completionStage(() ->
            sts.assumeRole(request ->
                request
                    .roleArn(roleArn)
                    .roleSessionName("curfew-proof-" + UUID.randomUUID())
                    .durationSeconds(Math.toIntExact(LIFE.toSeconds()))
                    .policy(PROBE_ONLY)))
        .map(this::canary);
  }

  private Canary canary(AssumeRoleResponse answer) {
    Credentials credentials = answer.credentials();
    StaticCredentialsProvider identity =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken()));
    return new Canary(
        new Session(
            answer.assumedRoleUser().assumedRoleId(),
            credentials.expiration().minus(LIFE),
            credentials.expiration(),
            true),
        () -> denied(identity));
  }

  /// A role that does not allow the call is refused as well; only the words «explicit deny» tell
  /// that it was ours. What else goes wrong proves nothing.
  private Uni<Boolean> denied(StaticCredentialsProvider identity) {
    return Uni.createFrom()
        .completionStage(() ->
            iam.listAccountAliases(
                request -> request.overrideConfiguration(o -> o.credentialsProvider(identity))))
        .map(_ -> false)
        .onFailure()
        .recoverWithItem(AwsCanarySource::isExplicitDeny);
  }

  private static boolean isExplicitDeny(Throwable e) {
    return e instanceof IamException said
        && said.statusCode() == 403
        && said.awsErrorDetails().errorMessage().contains("explicit deny");
  }
}
