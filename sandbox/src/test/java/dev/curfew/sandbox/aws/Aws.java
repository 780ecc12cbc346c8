package dev.curfew.sandbox.aws;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.curfew.sandbox.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/// A stand-in with an administrator, and real SDK clients that do not retry.
final class Aws implements AutoCloseable {
  static final String ACCOUNT = "111122223333";
  static final String OTHER_ACCOUNT = "444455556666";
  static final String ALLOW_ALL = identityPolicy("Allow", "{}");

  final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00.400Z"));
  final AwsSandbox sandbox;
  final AwsCredentials admin;

  Aws() throws IOException {
    sandbox = AwsSandbox.start(0, clock);
    admin = user(ACCOUNT, "admin", ALLOW_ALL);
  }

  AwsCredentials user(String accountId, String name, String policy) {
    AccessKey key = sandbox.createUser(accountId, name, policy);
    return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
  }

  /// A role of this name that trusts the administrator to do all, and may do all.
  String role(String name) {
    return role(name, trust("arn:aws:iam::%s:user/admin".formatted(ACCOUNT)));
  }

  String role(String name, String trustPolicy) {
    try (IamClient iam = iam(admin)) {
      String arn =
          iam.createRole(r ->
                  r.roleName(name).assumeRolePolicyDocument(trustPolicy).maxSessionDuration(43_200))
              .role()
              .arn();
      iam.putRolePolicy(r -> r.roleName(name).policyName("all").policyDocument(ALLOW_ALL));
      return arn;
    }
  }

  void putPolicy(String role, String name, String document) {
    try (IamClient iam = iam(admin)) {
      iam.putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(document));
    }
  }

  /// A session of the role.
  AwsCredentials session(String roleArn, String name) {
    return credentials(assume(admin, r -> r.roleArn(roleArn).roleSessionName(name)).credentials());
  }

  AssumeRoleResponse assume(AwsCredentials by, Consumer<AssumeRoleRequest.Builder> request) {
    try (StsClient sts = sts(by)) {
      return sts.assumeRole(request);
    }
  }

  /// The call that can be denied.
  void probe(AwsCredentials by) {
    try (IamClient iam = iam(by)) {
      iam.listAccountAliases();
    }
  }

  IamClient iam(AwsCredentials by) {
    return iam(by, Region.AWS_GLOBAL);
  }

  IamClient iam(AwsCredentials by, Region region) {
    return IamClient.builder()
        .endpointOverride(sandbox.endpoint())
        .region(region)
        .credentialsProvider(StaticCredentialsProvider.create(by))
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  StsClient sts(AwsCredentials by) {
    return sts(by, Region.EU_CENTRAL_1);
  }

  StsClient sts(AwsCredentials by, Region region) {
    return StsClient.builder()
        .endpointOverride(sandbox.endpoint())
        .region(region)
        .credentialsProvider(StaticCredentialsProvider.create(by))
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  static AwsCredentials credentials(Credentials issued) {
    return AwsSessionCredentials.create(
        issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
  }

  static AwsServiceException refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call);
  }

  /// Status and code.
  static String error(ThrowingCallable call) {
    AwsServiceException e = refusal(call);
    return e.statusCode() + " " + e.awsErrorDetails().errorCode();
  }

  static String trust(String principal) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},
      "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}\
    """
        .formatted(principal);
  }

  /// A policy that allows one action, padded to this size.
  static String ofSize(int size) {
    String policy =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:x%s\",\"Resource\":\"*\"}}";
    return policy.formatted("x".repeat(size - policy.length() + 2));
  }

  static String identityPolicy(String effect, String condition) {
    return """
    {"Version":"2012-10-17","Statement":
      {"Effect":"%s","Action":"*","Resource":"*","Condition":%s}}\
    """
        .formatted(effect, condition);
  }

  URI uri(String path) {
    return sandbox.endpoint().resolve(path);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
