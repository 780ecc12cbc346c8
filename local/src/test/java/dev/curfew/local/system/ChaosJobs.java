package dev.curfew.local.system;

import static org.awaitility.Awaitility.await;

import dev.curfew.local.load.EventProducer;
import dev.curfew.local.load.Issuances;
import dev.curfew.local.load.JobEnds;
import dev.curfew.local.load.WebhookEnds;
import dev.curfew.local.stack.RevocationStack;
import dev.curfew.schemas.event.CredentialIssued;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Jobs that begin and end whatever is down; some never end. A credential whose issuance Kafka does
/// not acknowledge in time is handed to nobody, as the issuer does it. An end that Curfew does not
/// take is delivered again, as GitHub does when it is asked to.
final class ChaosJobs implements AutoCloseable {
  private static final URI ISSUER = URI.create("/curfew/issuer");
  private static final Duration BETWEEN_BEGINNINGS = Duration.ofMillis(70);
  private static final Duration REDELIVERY = Duration.ofMillis(500);
  private static final int SHORTEST_MILLIS = 200;
  private static final int LONGEST_MILLIS = 8_000;
  private static final double ENDLESS = 0.1;

  private final Random random;
  private final List<String> roles;
  private final Issuances issuances;
  private final EventProducer issuer;
  private final JobEnds ends;
  private final ScheduledExecutorService timetable =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("chaos-jobs").factory());
  private final Set<CredentialIssued> live = ConcurrentHashMap.newKeySet();
  private final Set<CredentialIssued> dead = ConcurrentHashMap.newKeySet();

  /// Jobs that are to end, or have ended and are not delivered yet.
  private final Set<CredentialIssued> ending = ConcurrentHashMap.newKeySet();

  private final ScheduledFuture<?> beginnings;

  ChaosJobs(RevocationStack stack, Random random) {
    this.random = random;
    this.roles = stack.fleet().roles();
    this.issuances = new Issuances(stack.aws(), random);
    this.issuer = new EventProducer(stack.backing().bootstrapServers(), ISSUER, Duration.ZERO);
    this.ends = new WebhookEnds(stack.webhook(), stack.webhookSecret());
    this.beginnings =
        timetable.scheduleAtFixedRate(
            this::begin, 0, BETWEEN_BEGINNINGS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// No job begins any more. Returns when all that were to end have ended, and Curfew knows it.
  void finish() {
    beginnings.cancel(false);
    await("delivery of all ends").atMost(WholeSystem.PATIENCE).until(ending::isEmpty);
  }

  /// Handed out, and their jobs have not ended.
  Set<CredentialIssued> live() {
    return Set.copyOf(live);
  }

  /// Their jobs have ended.
  Set<CredentialIssued> dead() {
    return Set.copyOf(dead);
  }

  private void begin() {
    CredentialIssued credential = issuances.open(roles.get(random.nextInt(roles.size())));
    var _ = issuer.say(credential).thenAccept(_ -> handedOut(credential));
  }

  private void handedOut(CredentialIssued credential) {
    live.add(credential);
    if (random.nextDouble() >= ENDLESS) {
      ending.add(credential);
      int length = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
      var _ = timetable.schedule(() -> end(credential), length, TimeUnit.MILLISECONDS);
    }
  }

  private void end(CredentialIssued credential) {
    live.remove(credential);
    dead.add(credential);
    deliver(credential);
  }

  private void deliver(CredentialIssued credential) {
    var _ =
        ends.tell(credential.job())
            .whenComplete((_, failure) -> {
              if (failure == null) {
                ending.remove(credential);
              } else {
                var _ =
                    timetable.schedule(
                        () -> deliver(credential), REDELIVERY.toMillis(), TimeUnit.MILLISECONDS);
              }
            });
  }

  @Override
  public void close() {
    timetable.shutdownNow();
    ends.close();
    issuer.close();
  }
}
