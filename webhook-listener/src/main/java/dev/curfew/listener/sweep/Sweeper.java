package dev.curfew.listener.sweep;

import static dev.curfew.schemas.LogKeys.DELIVERY;
import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.EVENT;
import static dev.curfew.schemas.LogKeys.HOOK;

import dev.curfew.listener.delivery.Delivery;
import dev.curfew.listener.delivery.DeliveryIntake;
import dev.curfew.listener.leader.Leadership;
import dev.curfew.schemas.event.Detection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings in what GitHub delivered in vain. GitHub never tries again by itself, but it remembers.
@ApplicationScoped
class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /// An attempt is listed once it is over, which takes up to ten seconds, and when GitHub comes to
  /// it. What is listed later than this after others is not found.
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  private final DeliveryArchive archive;
  private final DeliveryIntake intake;
  private final Leadership leadership;
  private final SweepSettings settings;
  private final SweepMetrics metrics;
  private final Clock clock;
  private final List<Hook> hooks;

  /// By GitHub's clock, as all times of deliveries: ours may be off.
  private final Map<Hook, Instant> sweptUpTo = new ConcurrentHashMap<>();

  private final Backlog backlog;

  Sweeper(
      DeliveryArchive archive,
      DeliveryIntake intake,
      Leadership leadership,
      SweepSettings settings,
      SweepMetrics metrics,
      Clock clock) {
    this.archive = archive;
    this.intake = intake;
    this.leadership = leadership;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.hooks = settings.hooks().orElse(List.of()).stream().map(Hook::new).toList();
    this.backlog = new Backlog(settings.window().plus(OVERLAP), settings.patience());
    hooks.forEach(metrics::swept);
    if (!hooks.isEmpty() && !archive.isConfigured()) {
      throw new IllegalStateException(
          "curfew.listener.sweep.hooks needs curfew.github.app or curfew.github.token");
    }
  }

  /// Never fails: what one sweep does not reach, the next one does.
  @Scheduled(
      every = "${curfew.listener.sweep.interval:1m}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweepAll() {
    return leadership.isHeld()
        ? Multi.createFrom()
            .iterable(hooks)
            .onItem()
            .transformToUniAndConcatenate(this::sweepOrTell)
            .collect()
            .asList()
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> sweepOrTell(Hook hook) {
    return sweep(hook)
        .onFailure()
        .invoke(e -> {
          metrics.failed();
          LOG.atWarn()
              .addKeyValue(HOOK, hook)
              .addKeyValue(ERROR, e.getMessage())
              .log("sweep not finished");
        })
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> sweep(Hook hook) {
    Instant begun = clock.instant();
    Round round = new Round(hook, sweptUpTo.get(hook), settings.window(), begun, backlog);
    return Multi.createBy()
        .repeating()
        .uni(() -> page(round))
        .whilst(_ -> round.goesOn())
        .collect()
        .last()
        .chain(() -> bringIn(hook, backlog.due(hook, begun)))
        .ifNoItem()
        .after(settings.deadline())
        .failWith(() -> new IllegalStateException("it took longer than " + settings.deadline()))
        .invoke(() -> finished(round));
  }

  private void finished(Round round) {
    Instant newest = round.newest();
    if (newest != null) {
      sweptUpTo.put(round.hook(), newest.minus(OVERLAP));
    }
    metrics.finished(round.hook(), clock.instant());
  }

  private Uni<Boolean> page(Round round) {
    return archive
        .list(round.hook(), round.cursor())
        .chain(page -> bringIn(round.hook(), round.missedOf(page)))
        .replaceWith(true);
  }

  private Uni<Void> bringIn(Hook hook, List<ListedDelivery> missed) {
    return Multi.createFrom()
        .iterable(missed)
        .onItem()
        .transformToUniAndConcatenate(each -> bringInOrOwe(hook, each))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /// One delivery's failure is no other's. The rate limit is not the delivery's failure.
  private Uni<Void> bringInOrOwe(Hook hook, ListedDelivery missed) {
    return archive
        .fetch(hook, missed)
        .map(found ->
            found.orElseThrow(() -> new IllegalStateException("GitHub answers: not found")))
        .chain(intake::take)
        .invoke(() -> toldOf(hook, missed))
        .onFailure(e -> !(e instanceof LeftAloneException))
        .recoverWithUni(e -> failed(hook, missed, e));
  }

  private Uni<Void> failed(Hook hook, ListedDelivery missed, Throwable e) {
    Instant now = clock.instant();
    LOG.atWarn()
        .addKeyValue(HOOK, hook)
        .addKeyValue(DELIVERY, missed.guid())
        .addKeyValue(EVENT, missed.event())
        .addKeyValue(ERROR, e.getMessage())
        .log("delivery that nobody had accepted not brought in");
    if (!backlog.isOverdue(missed, now)) {
      backlog.owe(hook, missed, now);
      return Uni.createFrom().voidItem();
    }
    return intake
        .bury(
            new Delivery(missed.event(), missed.guid(), new byte[0], now, Detection.Source.SWEEP),
            "delivery %d of hook %s could not be brought in".formatted(missed.id(), hook))
        .invoke(() -> backlog.settle(missed))
        .onFailure()
        .invoke(() -> backlog.owe(hook, missed, now))
        .onFailure()
        .recoverWithNull();
  }

  private void toldOf(Hook hook, ListedDelivery missed) {
    backlog.settle(missed);
    metrics.broughtIn();
    LOG.atInfo()
        .addKeyValue(HOOK, hook)
        .addKeyValue(DELIVERY, missed.guid())
        .addKeyValue(EVENT, missed.event())
        .log("delivery that nobody had accepted brought in");
  }
}
