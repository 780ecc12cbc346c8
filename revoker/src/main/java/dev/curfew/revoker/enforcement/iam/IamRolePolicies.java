package dev.curfew.revoker.enforcement.iam;

import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.enforcement.PolicyWriteException;
import dev.curfew.revoker.enforcement.PolicyWriteException.Kind;
import dev.curfew.revoker.enforcement.RolePolicies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// One inline policy of Curfew's own on each role. `PutRolePolicy` overwrites blindly, so writing
/// the whole of it is all there is to do.
@ApplicationScoped
class IamRolePolicies implements RolePolicies {
  static final String POLICY_NAME = "CurfewRevokedSessions";

  /// Client errors that pass: seen in the wild, and not all of them in the service model.
  private static final Set<String> PASSING =
      Set.of(
          "ConcurrentModification",
          "ConcurrentModificationException",
          "EntityTemporarilyUnmodifiable");

  private final IamAsyncClient iam;

  IamRolePolicies(IamAsyncClient iam) {
    this.iam = iam;
  }

  @Override
  public Uni<Void> putInline(String roleArn, PolicyDocument document) {
    return call(
        roleArn,
        () ->
            iam.putRolePolicy(request ->
                request
                    .roleName(roleName(roleArn))
                    .policyName(POLICY_NAME)
                    .policyDocument(document.json())));
  }

  @Override
  public Uni<Void> removeInline(String roleArn) {
    return call(
            roleArn,
            () ->
                iam.deleteRolePolicy(
                    request -> request.roleName(roleName(roleArn)).policyName(POLICY_NAME)))
        .onFailure(e -> e.getCause() instanceof NoSuchEntityException)
        .recoverWithNull();
  }

  @Override
  public Uni<dev.curfew.revoker.enforcement.StandingPolicies> read(String roleArn) {
    return Uni.createFrom()
        .item(new dev.curfew.revoker.enforcement.StandingPolicies(null, java.util.Map.of(), 0, 0));
  }

  @Override
  public Uni<Void> putManaged(String roleArn, int number, PolicyDocument document) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Uni<Void> removeManaged(String roleArn, int number) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String inlineName() {
    return POLICY_NAME;
  }

  @Override
  public String managedName(String roleArn, int number) {
    return POLICY_NAME + number;
  }

  private static Uni<Void> call(String roleArn, Supplier<CompletionStage<?>> request) {
    return Uni.createFrom()
        .completionStage(request)
        .onFailure()
        .transform(e -> translated(roleArn, e))
        .replaceWithVoid();
  }

  private static PolicyWriteException translated(String roleArn, Throwable e) {
    if (!(e instanceof AwsServiceException said)) {
      return new PolicyWriteException(Kind.TRANSIENT, e.getClass().getSimpleName(), roleArn, e);
    }
    String code = said.awsErrorDetails().errorCode();
    return new PolicyWriteException(kind(said, code), code, roleArn, e);
  }

  private static Kind kind(AwsServiceException said, String code) {
    if (said instanceof LimitExceededException) {
      return Kind.NO_SPACE;
    }
    return said.isThrottlingException() || said.statusCode() >= 500 || PASSING.contains(code)
        ? Kind.TRANSIENT
        : Kind.INVALID;
  }

  /// The API takes the name alone; a path is part of the ARN and not of the name.
  private static String roleName(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }
}
