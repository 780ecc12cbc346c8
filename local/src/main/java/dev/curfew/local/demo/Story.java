package dev.curfew.local.demo;

import dev.curfew.local.job.AwsAnswer;
import dev.curfew.local.job.IssuerClient;
import dev.curfew.local.stack.LocalStack;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.DeliveryResult;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.JobSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Two jobs of one role and one run; one of them ends.
final class Story {
  private static final String CALL = "iam:ListAccountAliases";
  private static final int NEIGHBOUR_CALLS = 5;

  private final LocalStack stack;
  private final GitHubSandbox github;
  private final Timeline timeline;
  private final @Nullable Payload payload;
  private final AuditDatabase audit;
  private final Patience patience;
  private final boolean pullOnly;

  /// @param payload null for a body that the stand-in makes
  /// @param pullOnly whether GitHub can reach nobody
  Story(
      LocalStack stack,
      Timeline timeline,
      @Nullable Payload payload,
      Duration iamLag,
      boolean pullOnly) {
    this.stack = stack;
    this.github = stack.github();
    this.timeline = timeline;
    this.payload = payload;
    this.pullOnly = pullOnly;
    this.audit = new AuditDatabase(stack.backing().database());
    this.patience = new Patience(iamLag.plusSeconds(30), Duration.ofMillis(20));
  }

  /// One job gets credentials and ends, so that what follows is told of services that are warm. It
  /// is told, too.
  void rehearse() {
    JobSpec spec = JobSpec.example();
    ActionsJob job =
        github.startJob(payload == null ? spec : spec.withRepository(payload.repository()));
    try (IssuerClient issuer = new IssuerClient(stack.issuer().uri());
        Participant alone = Participant.equip("the rehearsal's job", job, stack, issuer)) {
      alone.callAllowed();
      github.complete(job, "success");
      long delivered = deliver(github.completedBody(job));
      patience.await("the rehearsal's refusal", () -> refusal(alone));
      timeline.tell(
          "a rehearsal, while the JVMs are cold: %s is refused %,d ms after GitHub told of its end"
              .formatted(alone.accessKeyId(), millisSince(delivered)));
    }
  }

  /// @throws StoryFailedException at the first thing that is not as promised
  void play() {
    ActionsJob first =
        payload == null ? github.startJob(JobSpec.example()) : github.startJobOf(payload.bytes());
    // Of the same run: telling jobs apart is harder than telling runs apart.
    ActionsJob second =
        github.startJob(
            first.spec().withJobId(JobSpec.example().jobId()).withName("the other one"));
    try (IssuerClient issuer = new IssuerClient(stack.issuer().uri());
        Participant ending = Participant.equip("job A", first, stack, issuer);
        Participant living = Participant.equip("job B", second, stack, issuer)) {
      introduce(ending, living);
      bothAreAllowed(ending, living);
      long delivered = theFirstEnds(ending);
      theFirstIsRefused(ending, living, delivered);
      theSecondIsAllowed(living);
      theAuditTrailTells(ending, living);
      theSecondIsAllowed(living);
      theSecondGivesBack(living, issuer);
    }
  }

  private void introduce(Participant ending, Participant living) {
    ActionsJob job = ending.job();
    timeline.tell(
        "run %d of %s at commit %s: two jobs show GitHub tokens with the issuer's nonces to the issuer"
            .formatted(job.runId(), job.repository(), job.headSha().substring(0, 10)));
    timeline.add("role  " + stack.role());
    describe(ending);
    describe(living);
  }

  private void describe(Participant job) {
    timeline.add(
        "%s (%d) has %s until %s"
            .formatted(
                job.name(), job.job().jobId(), job.accessKeyId(), job.credentials().expiration()));
  }

  private void bothAreAllowed(Participant ending, Participant living) {
    for (Participant job : new Participant[] {ending, living}) {
      job.callAllowed();
      timeline.tell("%s calls AWS, %s: allowed".formatted(job.name(), CALL));
    }
  }

  /// Returns the nano time of the delivery.
  private long theFirstEnds(Participant ending) {
    ActionsJob job = ending.job();
    github.complete(job, payload == null ? "success" : payload.conclusion());
    byte[] body = payload == null ? github.completedBody(job) : payload.bytes();
    long delivered = deliver(body);
    timeline.tell(
        (pullOnly
                ? "GitHub tells that job A has ended, %,d bytes, and reaches nobody: its list of deliveries says «failed»"
                : "GitHub tells the webhook that job A has ended: %,d bytes, signed; answered 2xx")
            .formatted(body.length));
    if (payload != null) {
      timeline.add("the bytes are exactly those of " + payload.file());
    }
    return delivered;
  }

  private long deliver(byte[] body) {
    long sent = System.nanoTime();
    if (pullOnly) {
      github.tell("workflow_job", body);
      return sent;
    }
    DeliveryResult result =
        github.deliver(stack.webhook(), stack.webhookSecret(), "workflow_job", body);
    if (!result.isDelivered()) {
      throw new StoryFailedException(
          "the webhook was answered " + result.status() + " " + result.body());
    }
    return sent;
  }

  /// The neighbour is asked in the same breath: it must never be hit, not even for a moment.
  private void theFirstIsRefused(Participant ending, Participant living, long delivered) {
    AwsAnswer.Denied refused =
        patience.await(
            "job A's refusal",
            () -> {
              living.callAllowed();
              return refusal(ending);
            });
    timeline.tell(
        "job A calls AWS, %s: refused, %,d ms after GitHub told of its end"
            .formatted(CALL, millisSince(delivered)));
    timeline.add(refused.message());
  }

  private static Optional<AwsAnswer.Denied> refusal(Participant job) {
    return switch (job.aws().call()) {
      case AwsAnswer.Denied denied when denied.explicit() -> Optional.of(denied);
      case AwsAnswer.Denied denied ->
          throw new StoryFailedException(
              job.name() + " is refused, by no deny: " + denied.message());
      case AwsAnswer.Allowed _ -> Optional.empty();
    };
  }

  private static long millisSince(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
  }

  private void theSecondIsAllowed(Participant living) {
    for (int call = 0; call < NEIGHBOUR_CALLS; call++) {
      living.callAllowed();
    }
    timeline.tell(
        "job B calls AWS, %s, %d times: allowed each time".formatted(CALL, NEIGHBOUR_CALLS));
  }

  private void theSecondGivesBack(Participant living, IssuerClient issuer) {
    long released = System.nanoTime();
    issuer.release(living.credentials());
    patience.await("job B's refusal", () -> refusal(living));
    timeline.tell(
        "job B gives its credential back: refused, %,d ms after".formatted(millisSince(released)));
  }

  private void theAuditTrailTells(Participant ending, Participant living) {
    RevocationRow row =
        patience.await(
            "the revocation in the audit database", () -> audit.revocation(ending.accessKeyId()));
    if (audit.revocations(living.accessKeyId()) != 0) {
      throw new StoryFailedException("the audit trail says that job B was revoked");
    }
    timeline.tell(
        "the audit database says that %s was revoked, by %s"
            .formatted(ending.accessKeyId(), row.cause()));
    new Intervals(row).lines().forEach(timeline::add);
    audit
        .brokenAt()
        .ifPresent(entry -> {
          throw new StoryFailedException("the audit chain is broken at entry " + entry);
        });
    timeline.tell("the hash chain of its %d audit entries is whole".formatted(audit.entries()));
  }
}
