package dev.curfew.revoker.aws;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// The revoker's own identity, for its own account alone. Calls name a role without its account: a
/// deny for another account's role would be written on ours of the same name, and taken for done.
final class OwnAccount {
  private final Identity self;
  private final StsAsyncClient sts;

  /// Asked until it is known; who we are does not change.
  private final AtomicReference<@Nullable String> accountId = new AtomicReference<>();

  /// @param sts of the partition that the identity is of
  OwnAccount(Identity self, StsAsyncClient sts) {
    this.self = self;
    this.sts = sts;
  }

  /// Fails with [AccountUnreachableException] where the role is another account's.
  Uni<AwsCredentials> credentialsFor(RoleArn role) {
    return self.credentials()
        .chain(credentials ->
            accountId(credentials)
                .map(own -> {
                  if (!own.equals(role.accountId())) {
                    throw AccountUnreachableException.notListed(role);
                  }
                  return credentials;
                }));
  }

  private Uni<String> accountId(AwsCredentials credentials) {
    String known = accountId.get();
    return known == null ? ask(credentials) : Uni.createFrom().item(known);
  }

  private Uni<String> ask(AwsCredentials credentials) {
    SignedAccess<StsAsyncClient> access = new SignedAccess<>(sts, credentials);
    return Uni.createFrom()
        .completionStage(
            () -> sts.getCallerIdentity(request -> request.overrideConfiguration(access::sign)))
        .map(GetCallerIdentityResponse::account)
        .invoke(accountId::set)
        .onFailure()
        .transform(AccountUnreachableException::unknownSelf);
  }
}
