package dev.curfew.revoker.proof.aws;

import dev.curfew.revoker.aws.AwsAccounts;
import dev.curfew.revoker.aws.RoleArn;
import dev.curfew.revoker.aws.SignedAccess;
import dev.curfew.revoker.deny.Session;
import dev.curfew.revoker.proof.Canary;
import dev.curfew.revoker.proof.CanarySource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
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

  private final AwsAccounts accounts;

  AwsCanarySource(AwsAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Uni<Canary> open(String roleArn) {
    return Uni.createFrom()
        .item(() -> RoleArn.of(roleArn))
        .chain(role -> accounts.sts(role).chain(sts -> assume(role, sts)));
  }

  private Uni<Canary> assume(RoleArn role, SignedAccess<StsAsyncClient> sts) {
    return Uni.createFrom()
        .completionStage(() ->
            sts.client()
                .assumeRole(request ->
                    request
                        .roleArn(role.text())
                        .roleSessionName("curfew-proof-" + UUID.randomUUID())
                        .durationSeconds(Math.toIntExact(LIFE.toSeconds()))
                        .policy(PROBE_ONLY)
                        .overrideConfiguration(sts::sign)))
        .map(answer -> canary(role, answer));
  }

  private Canary canary(RoleArn role, AssumeRoleResponse answer) {
    Credentials credentials = answer.credentials();
    SignedAccess<IamAsyncClient> iam =
        accounts.iam(
            role,
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
        () -> denied(iam));
  }

  /// A role that does not allow the call is refused as well; only the words «explicit deny» tell
  /// that it was ours. What else goes wrong proves nothing.
  private static Uni<Boolean> denied(SignedAccess<IamAsyncClient> iam) {
    return Uni.createFrom()
        .completionStage(() ->
            iam.client().listAccountAliases(request -> request.overrideConfiguration(iam::sign)))
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
