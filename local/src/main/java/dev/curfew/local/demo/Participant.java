package dev.curfew.local.demo;

import dev.curfew.local.job.AwsAnswer;
import dev.curfew.local.job.AwsCaller;
import dev.curfew.local.job.IssuerClient;
import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.stack.LocalStack;
import dev.curfew.sandbox.github.ActionsJob;

/// A job of the story, with its credentials and what it calls AWS by.
record Participant(String name, ActionsJob job, JobCredentials credentials, AwsCaller aws)
    implements AutoCloseable {

  /// The job asks the issuer for a nonce, GitHub for a token with it, and the issuer for
  /// credentials.
  static Participant equip(String name, ActionsJob job, LocalStack stack, IssuerClient issuer) {
    JobCredentials credentials = issuer.issue(job, job.idToken(issuer.audience(job)), stack.role());
    AwsCaller aws = new AwsCaller(stack.aws().endpoint(), credentials);
    return new Participant(name, job, credentials, aws);
  }

  String accessKeyId() {
    return credentials.accessKeyId();
  }

  /// @throws StoryFailedException if the call is refused
  void callAllowed() {
    if (aws.call() instanceof AwsAnswer.Denied denied) {
      throw new StoryFailedException(name + " should be allowed: " + denied.message());
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
