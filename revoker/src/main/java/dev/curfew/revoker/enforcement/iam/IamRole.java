package dev.curfew.revoker.enforcement.iam;

import dev.curfew.revoker.aws.AwsAccounts;
import dev.curfew.revoker.aws.RoleArn;
import dev.curfew.revoker.aws.SignedAccess;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/// IAM's calls on one role, signed for its account. Documents are as they were written, not
/// encoded. Failures are [PolicyWriteException]s.
final class IamRole {
  private final RoleArn role;
  private final IamAsyncClient iam;
  private final AwsAccounts accounts;
  private final SignedAccess<IamAsyncClient> access;

  private IamRole(RoleArn role, AwsAccounts accounts, SignedAccess<IamAsyncClient> access) {
    this.role = role;
    this.iam = access.client();
    this.accounts = accounts;
    this.access = access;
  }

  /// With credentials for the role's account.
  static Uni<IamRole> of(String roleArn, AwsAccounts accounts) {
    return Uni.createFrom()
        .item(() -> RoleArn.of(roleArn))
        .onFailure()
        .transform(e ->
            new PolicyWriteException(PolicyWriteException.Kind.INVALID, "NoRoleArn", roleArn, e))
        .chain(role -> accounts.iam(role).map(access -> new IamRole(role, accounts, access)))
        .onFailure()
        .transform(e -> Refusals.translated(roleArn, e));
  }

  RoleArn arn() {
    return role;
  }

  Uni<List<String>> inlineNames() {
    return all(() ->
        iam.listRolePoliciesPaginator(
                r -> r.roleName(role.name()).overrideConfiguration(access::sign))
            .policyNames());
  }

  Uni<String> inline(String name) {
    return call(() ->
            iam.getRolePolicy(
                r -> r.roleName(role.name()).policyName(name).overrideConfiguration(access::sign)))
        .map(answer -> decoded(answer.policyDocument()));
  }

  Uni<Void> putInline(String name, String document) {
    return call(() ->
            iam.putRolePolicy(r ->
                r.roleName(role.name())
                    .policyName(name)
                    .policyDocument(document)
                    .overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  Uni<Void> deleteInline(String name) {
    return call(() ->
            iam.deleteRolePolicy(
                r -> r.roleName(role.name()).policyName(name).overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  Uni<List<AttachedPolicy>> attached() {
    return all(() ->
        iam.listAttachedRolePoliciesPaginator(
                r -> r.roleName(role.name()).overrideConfiguration(access::sign))
            .attachedPolicies());
  }

  Uni<Void> attach(String policyArn) {
    return call(() ->
            iam.attachRolePolicy(r ->
                r.roleName(role.name()).policyArn(policyArn).overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  Uni<Void> detach(String policyArn) {
    return call(() ->
            iam.detachRolePolicy(r ->
                r.roleName(role.name()).policyArn(policyArn).overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  Uni<Void> createPolicy(String path, String name, String document) {
    return call(() ->
            iam.createPolicy(r ->
                r.path(path)
                    .policyName(name)
                    .policyDocument(document)
                    .overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  Uni<Void> deletePolicy(String policyArn) {
    return call(
            () -> iam.deletePolicy(r -> r.policyArn(policyArn).overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  /// In no order.
  Uni<List<PolicyVersion>> versions(String policyArn) {
    return all(() ->
        iam.listPolicyVersionsPaginator(
                r -> r.policyArn(policyArn).overrideConfiguration(access::sign))
            .versions());
  }

  Uni<String> version(String policyArn, String versionId) {
    return call(() ->
            iam.getPolicyVersion(r ->
                r.policyArn(policyArn).versionId(versionId).overrideConfiguration(access::sign)))
        .map(answer -> decoded(answer.policyVersion().document()));
  }

  Uni<String> defaultVersion(String policyArn) {
    return call(
            () -> iam.getPolicy(r -> r.policyArn(policyArn).overrideConfiguration(access::sign)))
        .chain(answer -> version(policyArn, answer.policy().defaultVersionId()));
  }

  Uni<Void> createDefaultVersion(String policyArn, String document) {
    return call(() ->
            iam.createPolicyVersion(r ->
                r.policyArn(policyArn)
                    .policyDocument(document)
                    .setAsDefault(true)
                    .overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  Uni<Void> deleteVersion(String policyArn, String versionId) {
    return call(() ->
            iam.deletePolicyVersion(r ->
                r.policyArn(policyArn).versionId(versionId).overrideConfiguration(access::sign)))
        .replaceWithVoid();
  }

  private <T> Uni<T> call(Supplier<CompletionStage<T>> request) {
    // The SDK builds and signs a request on the thread that calls it: not on an event loop.
    return Uni.createFrom()
        .completionStage(request)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure()
        .transform(this::translated);
  }

  private <T> Uni<List<T>> all(Supplier<SdkPublisher<T>> pages) {
    return call(() -> {
      List<T> items = new ArrayList<>();
      return pages.get().subscribe(items::add).thenApply(_ -> items);
    });
  }

  private PolicyWriteException translated(Throwable e) {
    // Also by our clock being slow, or the session's role being made anew.
    if (e instanceof AwsServiceException said && Refusals.isAboutCredentials(said)) {
      accounts.forget(role, access.credentials());
    }
    return Refusals.translated(role.text(), e);
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
