package dev.curfew.local.job;

import dev.curfew.local.job.AwsAnswer.Allowed;
import dev.curfew.local.job.AwsAnswer.Denied;
import dev.curfew.local.stack.IamClients;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/// Calls AWS by the real SDK, with a job's credentials.
public final class AwsCaller implements AutoCloseable {
  private final IamClient iam;

  public AwsCaller(URI endpoint, JobCredentials credentials) {
    this(endpoint, credentials.session());
  }

  public AwsCaller(URI endpoint, AwsCredentials credentials) {
    iam = IamClients.of(endpoint, credentials);
  }

  /// `iam:ListAccountAliases`. Never `sts:GetCallerIdentity`: AWS answers that to the denied, too.
  ///
  /// @throws RuntimeException of the SDK, where the answer is neither yes nor no
  public AwsAnswer call() {
    try {
      iam.listAccountAliases();
      return new Allowed();
    } catch (IamException e) {
      if (e.statusCode() != 403) {
        throw e;
      }
      String message = e.awsErrorDetails().errorMessage();
      return new Denied(message.contains("with an explicit deny"), message);
    }
  }

  @Override
  public void close() {
    iam.close();
  }
}
