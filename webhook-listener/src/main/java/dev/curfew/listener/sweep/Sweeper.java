package dev.curfew.listener.sweep;

import static dev.curfew.schemas.LogKeys.DELIVERY;
import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.EVENT;
import static dev.curfew.schemas.LogKeys.HOOK;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.curfew.listener.delivery.DeliveryIntake;
import dev.curfew.listener.delivery.DeliveryReader;
import dev.curfew.listener.leader.Leadership;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings in what GitHub delivered in vain. GitHub never tries again by itself, but it remembers.
@ApplicationScoped
class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /// An attempt is listed once it is over, which takes up to ten seconds, and by GitHub's clock.
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  /// Deliveries that were brought in and are not looked at again. Forgetting one does no harm.
  private static final int REMEMBERED = 100_000;

  private final DeliveryArchive archive;
  private final DeliveryIntake intake;
  private final Leadership leadership;
  private final SweepSettings settings;
  private final SweepMetrics metrics;
  private final Clock clock;
  private final List<Hook> hooks;
  private final Map<Hook, Instant> sweptUpTo = new ConcurrentHashMap<>();
  private final Cache<String, Boolean> broughtIn;

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
    this.broughtIn =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(settings.window().plus(OVERLAP))
            .build();
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
    Instant since = sweptUpTo.getOrDefault(hook, begun.minus(settings.window()));
    return page(new Round(hook, since), null)
        .invoke(() -> {
          sweptUpTo.put(hook, begun.minus(OVERLAP));
          metrics.finished();
        });
  }

  private Uni<Void> page(Round round, @Nullable String cursor) {
    return archive
        .list(round.hook, cursor)
        .chain(page ->
            Multi.createFrom()
                .iterable(round.missed(page.deliveries()))
                .onItem()
                .transformToUniAndConcatenate(missed -> bringIn(round.hook, missed))
                .collect()
                .asList()
                .chain(() ->
                    page.next().isEmpty() || round.isBehind(page.deliveries())
                        ? Uni.createFrom().voidItem()
                        : page(round, page.next().get())));
  }

  private Uni<Void> bringIn(Hook hook, ListedDelivery missed) {
    return archive
        .fetch(hook, missed)
        .chain(found ->
            found.isEmpty()
                ? Uni.createFrom().voidItem()
                : intake.take(found.get()).invoke(() -> told(hook, missed)));
  }

  private void told(Hook hook, ListedDelivery missed) {
    broughtIn.put(missed.guid(), true);
    metrics.broughtIn();
    LOG.atInfo()
        .addKeyValue(HOOK, hook)
        .addKeyValue(DELIVERY, missed.guid())
        .addKeyValue(EVENT, missed.event())
        .log("delivery that nobody had accepted brought in");
  }

  /// One walk from the newest delivery back.
  private final class Round {
    private final Hook hook;
    private final Instant since;

    /// Attempts come newest first, so that an accepted one is seen before those it made good.
    private final Set<String> settled = new HashSet<>();

    Round(Hook hook, Instant since) {
      this.hook = hook;
      this.since = since;
    }

    List<ListedDelivery> missed(List<ListedDelivery> page) {
      return page.stream()
          .filter(each -> DeliveryReader.mayMatter(each.event()))
          .filter(each -> !each.deliveredAt().isBefore(since))
          .filter(this::isMissed)
          .toList();
    }

    private boolean isMissed(ListedDelivery attempt) {
      if (attempt.accepted()) {
        // A first attempt that was accepted has made nothing good, and there are many of them.
        if (attempt.redelivery()) {
          settled.add(attempt.guid());
        }
        return false;
      }
      return settled.add(attempt.guid()) && broughtIn.getIfPresent(attempt.guid()) == null;
    }

    boolean isBehind(List<ListedDelivery> page) {
      return page.isEmpty() || page.getLast().deliveredAt().isBefore(since);
    }
  }
}
