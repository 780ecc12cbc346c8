package dev.curfew.local.system;

import static org.awaitility.Awaitility.await;

import dev.curfew.local.Checkout;
import dev.curfew.local.job.AwsCaller;
import dev.curfew.local.job.IssuerClient;
import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.stack.LocalStack;
import dev.curfew.local.stack.Ports;
import dev.curfew.local.stack.StackSpec;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.DeliveryResult;
import dev.curfew.sandbox.github.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// One running Curfew for all system tests, and what jobs and GitHub do with it.
final class WholeSystem implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final Path directory;
  private final IssuerClient issuer;
  private final List<String> secrets = new ArrayList<>();

  private WholeSystem(LocalStack stack, Path directory) {
    this.stack = stack;
    this.directory = directory;
    this.issuer = new IssuerClient(stack.issuer().uri());
  }

  static WholeSystem start() throws IOException {
    Path directory = Files.createTempDirectory("curfew-system");
    String repository = JobSpec.example().repository().fullName();
    StackSpec spec =
        new StackSpec(
            directory,
            Ports.free(),
            List.of(repository),
            UUID.randomUUID().toString(),
            false,
            true);
    return new WholeSystem(
        LocalStack.start(Checkout.here(), spec, Backings.start(directory)), directory);
  }

  LocalStack stack() {
    return stack;
  }

  Path directory() {
    return directory;
  }

  /// All that was handed out so far and must be found nowhere.
  List<String> secrets() {
    return List.copyOf(secrets);
  }

  /// A job of a run of its own.
  ActionsJob startJob() {
    return stack.github().startJob(JobSpec.example());
  }

  /// Another job of the same run.
  ActionsJob startNeighbourOf(ActionsJob job) {
    return stack.github().startJob(job.spec().withJobId(JobSpec.example().jobId()));
  }

  String idToken(ActionsJob job) {
    String token = job.idToken(issuer.audience(job));
    secrets.add(token);
    return token;
  }

  JobCredentials issue(ActionsJob job) {
    return issue(job, idToken(job));
  }

  JobCredentials issue(ActionsJob job, String idToken) {
    JobCredentials credentials = issuer.issue(job, idToken, stack.role());
    secrets.add(credentials.session().secretAccessKey());
    secrets.add(credentials.session().sessionToken());
    secrets.add(credentials.releaseToken());
    return credentials;
  }

  /// The body that tells of the job's end.
  byte[] end(ActionsJob job) {
    stack.github().complete(job, "success");
    return stack.github().completedBody(job);
  }

  DeliveryResult deliver(byte[] body) {
    return stack.github().deliver(stack.webhook(), stack.webhookSecret(), "workflow_job", body);
  }

  boolean isAllowed(JobCredentials credentials) {
    try (AwsCaller caller = new AwsCaller(stack.aws().endpoint(), credentials)) {
      return !caller.call().isExplicitDeny();
    }
  }

  void awaitDenied(JobCredentials credentials) {
    try (AwsCaller caller = new AwsCaller(stack.aws().endpoint(), credentials)) {
      await("denial of " + credentials)
          .atMost(PATIENCE)
          .until(() -> caller.call().isExplicitDeny());
    }
  }

  Rows rows() {
    return new Rows(stack.backing().database());
  }

  @Override
  public void close() {
    issuer.close();
    stack.close();
    Trees.delete(directory);
  }
}
