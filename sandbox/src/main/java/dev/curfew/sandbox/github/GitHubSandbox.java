package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.curfew.sandbox.github.JobState.Completed;
import dev.curfew.sandbox.github.JobState.InProgress;
import dev.curfew.sandbox.github.JobState.Queued;
import dev.curfew.sandbox.http.LoopbackServer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.oidc.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A GitHub of one's own, on loopback: it runs jobs that do nothing, mints their ID tokens, answers
/// for them, and tells webhooks of them. Nothing in it is kept when it is closed.
public final class GitHubSandbox implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int JOBS = 10_000;
  private static final int DELIVERIES = 1_000;

  private final Clock clock;
  private final LoopbackServer server;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final SigningKeys keys = new SigningKeys();
  private final Jobs jobs = new Jobs(JOBS);
  private final DeliveryLog deliveries = new DeliveryLog(DELIVERIES);
  private final WebhookSender sender;
  private final OidcEndpoints oidc;
  private volatile @Nullable WebhookTarget webhook;

  private GitHubSandbox(LoopbackServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.sender = new WebhookSender(http, clock, deliveries);
    this.oidc = new OidcEndpoints(server.uri(), keys, jobs, clock);
  }

  /// Returns when it answers.
  ///
  /// @param port 0 for any that is free
  /// @throws IllegalStateException if the port is taken
  public static GitHubSandbox start(int port, Clock clock) {
    LoopbackServer server = LoopbackServer.bind(port, "GitHub");
    GitHubSandbox github = new GitHubSandbox(server, clock);
    server.serve(
        Stream.of(
                github.oidc.routes(),
                new RestEndpoints(github.jobs).routes(),
                new ControlEndpoints(github).routes())
            .flatMap(List::stream)
            .toList(),
        GitHubSandbox::error);
    return github;
  }

  /// The tokens' `iss`; discovery is below it.
  public URI issuer() {
    return server.uri();
  }

  /// The base of the REST API, where GitHub's own is `https://api.github.com`.
  public URI api() {
    return server.uri();
  }

  /// Where jobs that are completed over HTTP are told of.
  public void webhook(URI url, String secret) {
    webhook = new WebhookTarget(url, secret);
  }

  /// A job that waits for a runner.
  public ActionsJob queueJob(JobSpec spec) {
    return register(new RegisteredJob(spec, WorkflowJobBody.queued(spec, clock.instant(), api())));
  }

  /// A job in progress.
  public ActionsJob startJob(JobSpec spec) {
    ActionsJob job = queueJob(spec);
    begin(job);
    return job;
  }

  /// A job in progress, which is the one that a real `workflow_job` body tells of. Later bodies of
  /// it are that body brought up to date.
  ///
  /// @throws IllegalArgumentException if it is no such body
  public ActionsJob startJobOf(byte[] webhookBody) {
    ObjectNode body = parse(webhookBody);
    ActionsJob job = register(new RegisteredJob(WorkflowJobReader.read(body), body));
    begin(job);
    return job;
  }

  /// A runner takes the job.
  ///
  /// @throws IllegalStateException if it has one already, or is completed
  public void begin(ActionsJob job) {
    registered(job.jobId()).begin(clock.instant());
  }

  /// Ends the job: from now on it gets no token. Tells no webhook; that is [#deliver].
  ///
  /// @throws IllegalStateException if it is completed already
  public void complete(ActionsJob job, String conclusion) {
    registered(job.jobId()).complete(conclusion, clock.instant());
  }

  /// The body of the job's `queued` event.
  public byte[] queuedBody(ActionsJob job) {
    return body(registered(job.jobId()), new Queued());
  }

  /// The body of the job's `in_progress` event, also after it has completed: deliveries come late.
  ///
  /// @throws IllegalStateException if it has not begun
  public byte[] inProgressBody(ActionsJob job) {
    RegisteredJob registered = registered(job.jobId());
    Instant startedAt =
        switch (registered.state()) {
          case Queued _ -> throw new IllegalStateException(job + " has not begun");
          case InProgress running -> running.startedAt();
          case Completed done when done.ran() -> done.startedAt();
          case Completed _ -> throw new IllegalStateException(job + " never began");
        };
    return body(registered, new InProgress(startedAt));
  }

  /// The body of the job's `completed` event.
  ///
  /// @throws IllegalStateException if it is not completed
  public byte[] completedBody(ActionsJob job) {
    RegisteredJob registered = registered(job.jobId());
    if (!(registered.state() instanceof Completed done)) {
      throw new IllegalStateException(job + " is " + registered.state().status());
    }
    return body(registered, done);
  }

  /// Sends exactly these bytes, signed. Not being able to is a result too.
  public DeliveryResult deliver(URI webhookUrl, String secret, String event, byte[] body) {
    return sender.deliver(webhookUrl, secret, event, body);
  }

  /// The latest deliveries, oldest first.
  public List<Delivery> deliveries() {
    return deliveries.entries();
  }

  /// Signs with a new key from now on. The old ones stay published until [#retireKeys].
  public void rotateKeys() {
    keys.rotate();
  }

  public void retireKeys() {
    keys.retire();
  }

  /// A valid signature over any claims, for tests of what else is checked.
  public String sign(JWTClaimsSet claims) {
    return keys.sign(claims);
  }

  /// The public keys, as published.
  public JWKSet publicKeys() {
    return keys.published();
  }

  @Override
  public void close() {
    server.close();
    http.shutdownNow();
  }

  /// @throws Refusal 404 if there is no such job
  DeliveryResult completeAndDeliver(long jobId, String conclusion) {
    WebhookTarget target = webhook;
    if (target == null) {
      throw new IllegalStateException("no webhook is configured");
    }
    RegisteredJob job = jobs.find(jobId).orElseThrow(() -> new Refusal(404, "Not Found"));
    job.complete(conclusion, clock.instant());
    return deliver(target.url(), target.secret(), "workflow_job", body(job, job.state()));
  }

  private static JsonNode error(int status, String message) {
    return JSON.createObjectNode()
        .put("message", message)
        .put("documentation_url", "https://docs.github.com/rest")
        .put("status", String.valueOf(status));
  }

  private ActionsJob register(RegisteredJob job) {
    jobs.register(job);
    return new ActionsJob(job, oidc.tokenUrl(job.spec().jobId()), http);
  }

  private RegisteredJob registered(long jobId) {
    return jobs.find(jobId)
        .orElseThrow(() -> new IllegalStateException("no job " + jobId + ", or forgotten"));
  }

  private static byte[] body(RegisteredJob job, JobState state) {
    try {
      return JSON.writeValueAsBytes(WorkflowJobProgress.body(job, state));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the body of " + job, e);
    }
  }

  private static ObjectNode parse(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a webhook body: it is not JSON", e);
    }
    throw new IllegalArgumentException("not a webhook body: it is not an object");
  }
}
