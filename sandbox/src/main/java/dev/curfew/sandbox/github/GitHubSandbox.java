package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.curfew.sandbox.github.access.Access;
import dev.curfew.sandbox.github.access.App;
import dev.curfew.sandbox.github.access.AppEndpoints;
import dev.curfew.sandbox.github.access.Installation;
import dev.curfew.sandbox.github.access.Installations;
import dev.curfew.sandbox.github.access.Permission.Level;
import dev.curfew.sandbox.github.access.RestApi;
import dev.curfew.sandbox.github.alert.AlertEndpoints;
import dev.curfew.sandbox.github.alert.SecretAlert;
import dev.curfew.sandbox.github.alert.SecretAlerts;
import dev.curfew.sandbox.github.fault.FaultEndpoints;
import dev.curfew.sandbox.github.fault.Faults;
import dev.curfew.sandbox.github.hook.DeliveryLog;
import dev.curfew.sandbox.github.hook.Hook;
import dev.curfew.sandbox.github.hook.HookEndpoints;
import dev.curfew.sandbox.github.hook.HookOwner;
import dev.curfew.sandbox.github.hook.Hooks;
import dev.curfew.sandbox.github.hook.WebhookSender;
import dev.curfew.sandbox.github.limit.RateLimiter;
import dev.curfew.sandbox.github.limit.RateLimits;
import dev.curfew.sandbox.github.wire.ErrorJson;
import dev.curfew.sandbox.http.LoopbackServer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Route;
import dev.curfew.sandbox.oidc.SigningKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A GitHub of one's own, on loopback: it runs jobs that do nothing, mints their ID tokens, answers
/// for them by its REST API, and tells webhooks of them. Nothing in it is kept when it is closed.
public final class GitHubSandbox implements AutoCloseable {
  private static final int JOBS = 10_000;
  private static final int DELIVERIES = 10_000;
  private static final long ENTERPRISE = 38_302_899;
  // Whose deliveries are made by hand, and listed nowhere.
  private static final HookOwner ORGANIZATION =
      new HookOwner.Organization(new Account("Octocoders", 38_302_899));
  private static final long HOOK_ID = 292_430_181;
  // What docs/github.md asks of an administrator, for both kinds of hook.
  private static final Map<String, Level> PERMISSIONS =
      Map.of(
          "actions",
          Level.READ,
          "metadata",
          Level.READ,
          "organization_hooks",
          Level.WRITE,
          "secret_scanning_alerts",
          Level.READ);

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
  private final WebhookSender sender = new WebhookSender(http);
  private final OidcEndpoints oidc;
  private final Access access;
  private final Installations installations;
  private final SecretAlerts alerts = new SecretAlerts();
  private final Faults faults = new Faults();
  private final RateLimiter limiter;
  private final Hooks hooks;
  private final Announcements announcements;

  private GitHubSandbox(LoopbackServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.access = new Access(clock);
    this.installations = new Installations(clock);
    this.limiter = new RateLimiter(clock);
    this.hooks = new Hooks(clock, sender, deliveries, installations, faults);
    this.announcements = new Announcements(hooks, faults, clock, server.uri());
    this.oidc = new OidcEndpoints(server.uri(), keys, jobs, clock);
  }

  /// Returns when it answers.
  ///
  /// @param port 0 for any that is free
  /// @throws IllegalStateException if the port is taken
  public static GitHubSandbox start(int port, Clock clock) {
    LoopbackServer server = LoopbackServer.bind(port, "GitHub");
    GitHubSandbox github = new GitHubSandbox(server, clock);
    server.serve(github.routes(), ErrorJson::of);
    return github;
  }

  private List<Route> routes() {
    RestApi rest = new RestApi(access, limiter, faults);
    return Stream.of(
            oidc.routes(),
            new JobEndpoints(jobs, api()).routes(rest),
            new AppEndpoints(access, installations, api()).routes(rest),
            new HookEndpoints(hooks, api()).routes(rest),
            new AlertEndpoints(alerts, api()).routes(rest),
            new FaultEndpoints(faults).routes(),
            new ControlEndpoints(this).routes(),
            new SetupEndpoints(this).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// The tokens' `iss`; discovery is below it.
  public URI issuer() {
    return server.uri();
  }

  /// The base of the REST API, where GitHub's own is `https://api.github.com`.
  public URI api() {
    return server.uri();
  }

  /// A webhook of the enterprise: it is told of what happens in all organisations. GitHub lists no
  /// deliveries of such hooks.
  public Hook webhook(URI url, String secret) {
    return hooks.add(new HookOwner.Enterprise(ENTERPRISE), url, secret);
  }

  /// A webhook of an organisation, whose id is the one that [Repository#named] gives it.
  public Hook organizationHook(String login, URI url, String secret) {
    return hooks.add(new HookOwner.Organization(Account.named(login)), url, secret);
  }

  /// A webhook of a repository, whose ids are those that [Repository#named] gives it.
  public Hook repositoryHook(String fullName, URI url, String secret) {
    return hooks.add(new HookOwner.OfRepository(Repository.named(fullName)), url, secret);
  }

  /// The App's webhook: it is told of what happens where the App is installed.
  public Hook appHook(URI url, String secret) {
    return hooks.add(new HookOwner.OfApp(app().id()), url, secret);
  }

  /// Sends a hook the `ping` that GitHub sends a new one.
  public void ping(Hook hook) {
    announcements.ping(hook);
  }

  /// The GitHub App there is, with its key.
  public App app() {
    return access.app();
  }

  /// Installs the App in an organisation, on all repositories, with all permissions that Curfew can
  /// make use of.
  public Installation install(String login) {
    return install(login, PERMISSIONS);
  }

  public Installation install(String login, Map<String, Level> permissions) {
    return installations.add(Account.named(login), permissions);
  }

  /// Suspends the App there, and tells its webhook.
  public void suspend(Installation installation) {
    installations.suspend(installation);
    announcements.of(installation, app(), "suspend");
  }

  /// Uninstalls the App, and tells its webhook.
  public void uninstall(Installation installation) {
    installations.remove(installation);
    access.forget(installation);
    announcements.of(installation, app(), "deleted");
  }

  /// A new personal access token. It may everything and does not expire.
  public String personalToken() {
    return access.personalToken();
  }

  /// GitHub finds a secret in a repository, and tells the webhooks.
  ///
  /// @param secretType as GitHub names it, such as `aws_access_key_id`
  public SecretAlert raiseAlert(String repository, String secretType, String secret) {
    SecretAlert alert = alerts.open(repository(repository), secretType, secret, clock.instant());
    announcements.of(alert, "created");
    return alert;
  }

  /// GitHub finds the secret of an alert in public, too, and tells the webhooks.
  public SecretAlert leak(SecretAlert alert) {
    SecretAlert leaked = alerts.leak(alert);
    announcements.of(leaked, "publicly_leaked");
    return leaked;
  }

  /// An alert that had been closed is open again, and the webhooks are told.
  public void reopen(SecretAlert alert) {
    announcements.of(alert, "reopened");
  }

  /// Archives a repository, and tells the webhooks. Its jobs go on.
  public void archive(String fullName) {
    announcements.archived(repository(fullName));
  }

  /// Deletes a repository with all its jobs, and tells the webhooks.
  public void delete(String fullName) {
    Repository repository = repository(fullName);
    jobs.forgetAllOf(fullName);
    announcements.deleted(repository);
  }

  /// Gives a repository to another organisation, and tells the new owner's webhooks. The jobs are
  /// found by the old name still.
  public void transfer(String fullName, String newOwner) {
    Repository old = repository(fullName);
    Account owner = Account.named(newOwner);
    String newName = newOwner + "/" + old.name();
    announcements.transferred(
        new Repository(newName, old.id(), owner, old.visibility()), old.owner());
  }

  /// What is wrong with this GitHub: nothing, until said otherwise.
  public Faults faults() {
    return faults;
  }

  /// How often the REST API may be asked: without limits, until said otherwise.
  public void rateLimits(RateLimits limits) {
    limiter.become(limits);
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
    ObjectNode body = JobBodies.parse(webhookBody);
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

  /// GitHub knows the job no more, as when its run is deleted. Tells no webhook.
  public void forget(ActionsJob job) {
    jobs.forget(job.jobId());
  }

  /// A step of a job in progress ends. Tells no webhook: see [#inProgressBody].
  public void finishStep(ActionsJob job, String step) {
    registered(job.jobId()).finishStep(step);
  }

  /// Ends the job as [#complete] does, and tells the webhooks of it in the background; and of the
  /// run, if this was the last of its jobs.
  public void finish(ActionsJob job, String conclusion) {
    var _ = finish(job.jobId(), conclusion);
  }

  /// Tells all webhooks that an event concerns, in the background.
  ///
  /// @param event as in `X-GitHub-Event`
  public void tell(String event, byte[] body) {
    var _ = announcements.tell(event, body);
  }

  /// How many deliveries are yet to be made, of those that are made in the background.
  public int pendingDeliveries() {
    return hooks.pending();
  }

  /// The body of the `workflow_run` event that the job's run has completed.
  ///
  /// @throws IllegalStateException if it has not
  public byte[] completedRunBody(ActionsJob job) {
    return JobBodies.completed(run(registered(job.jobId())), api());
  }

  /// The body of the job's `queued` event.
  public byte[] queuedBody(ActionsJob job) {
    return JobBodies.queued(registered(job.jobId()));
  }

  /// The body of the job's `in_progress` event, also after it has completed: deliveries come late.
  ///
  /// @throws IllegalStateException if it has not begun
  public byte[] inProgressBody(ActionsJob job) {
    return JobBodies.inProgress(registered(job.jobId()));
  }

  /// The body of the job's `completed` event.
  ///
  /// @throws IllegalStateException if it is not completed
  public byte[] completedBody(ActionsJob job) {
    return JobBodies.completed(registered(job.jobId()));
  }

  /// Sends exactly these bytes, signed, and returns when they are answered. Not being able to is a
  /// result too. It is a delivery of no hook's, and listed nowhere.
  public DeliveryResult deliver(URI webhookUrl, String secret, String event, byte[] body) {
    String guid = UUID.randomUUID().toString();
    DeliveryResult result =
        sender.send(webhookUrl, secret, HOOK_ID, ORGANIZATION, guid, event, body).result();
    deliveries.add(new Delivery(clock.instant(), event, webhookUrl, result));
    return result;
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

  /// What [ActionsJob#idToken] gets, without the way over HTTP and the look at the job's state.
  public String idToken(ActionsJob job, String audience) {
    return keys.sign(IdTokenClaims.of(job.spec(), issuer(), audience, clock.instant()));
  }

  /// A valid signature over any claims, for tests of what else is checked.
  public String sign(JWTClaimsSet claims) {
    return keys.sign(claims);
  }

  /// A valid signature over any text at all, JSON or not.
  public String sign(String payload) {
    return keys.sign(payload);
  }

  /// The public keys, as published.
  public JWKSet publicKeys() {
    return keys.published();
  }

  @Override
  public void close() {
    server.close();
    hooks.close();
    http.shutdownNow();
  }

  /// @return what the webhooks answered to the job's own event
  /// @throws Refusal 404 if there is no such job
  CompletableFuture<List<DeliveryResult>> finish(long jobId, String conclusion) {
    RegisteredJob job = jobs.find(jobId).orElseThrow(() -> new Refusal(404, "Not Found"));
    job.complete(conclusion, clock.instant());
    return announcements.ended(job, run(job));
  }

  private Run run(RegisteredJob job) {
    String repository = job.spec().repository().fullName();
    return Run.of(jobs.ofRun(repository, job.spec().run().id()))
        .orElseThrow(() -> new IllegalStateException(job + " is forgotten"));
  }

  private Repository repository(String fullName) {
    return jobs.repository(fullName).orElseGet(() -> Repository.named(fullName));
  }

  private ActionsJob register(RegisteredJob job) {
    jobs.register(job);
    return new ActionsJob(job, oidc.tokenUrl(job.spec().jobId()), http);
  }

  private RegisteredJob registered(long jobId) {
    return jobs.find(jobId)
        .orElseThrow(() -> new IllegalStateException("no job " + jobId + ", or forgotten"));
  }
}
