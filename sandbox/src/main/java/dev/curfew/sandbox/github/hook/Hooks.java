package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.Delivery;
import dev.curfew.sandbox.github.DeliveryResult;
import dev.curfew.sandbox.github.access.Installations;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The hooks there are, and what each is told of.
public final class Hooks implements AutoCloseable {
  // Above what 32 bits hold, as GitHub's own are.
  private final AtomicLong deliveryIds = new AtomicLong(12_077_215_967L);
  private final AtomicLong hookIds = new AtomicLong(292_430_182);
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();
  private final Clock clock;
  private final WebhookSender sender;
  private final DeliveryLog log;
  private final Installations installations;
  private final DeliveryQueue queue = new DeliveryQueue();

  public Hooks(Clock clock, WebhookSender sender, DeliveryLog log, Installations installations) {
    this.clock = clock;
    this.sender = sender;
    this.log = log;
    this.installations = installations;
  }

  public Hook add(HookOwner owner, URI url, String secret) {
    Hook hook = new Hook(hookIds.getAndIncrement(), owner, url, secret, clock);
    hooks.add(hook);
    return hook;
  }

  /// Tells all hooks that the event concerns, in the background. Completes with the receivers'
  /// answers.
  public CompletableFuture<List<DeliveryResult>> tell(Event event) {
    List<CompletableFuture<DeliveryResult>> deliveries =
        hooks.stream().flatMap(hook -> tell(hook, event)).toList();
    return CompletableFuture.allOf(deliveries.toArray(CompletableFuture[]::new))
        .thenApply(_ -> deliveries.stream().map(CompletableFuture::join).toList());
  }

  /// How many deliveries are yet to be made.
  public int pending() {
    return queue.pending();
  }

  void redeliver(Hook hook, HookDelivery delivery) {
    var _ = queue.add(() -> deliver(hook, delivery.event(), true));
  }

  List<Hook> all() {
    return List.copyOf(hooks);
  }

  @Override
  public void close() {
    queue.close();
  }

  private Stream<CompletableFuture<DeliveryResult>> tell(Hook hook, Event event) {
    return asSeenBy(hook.owner(), event).stream()
        .filter(hook::isSubscribedTo)
        .map(seen -> queue.add(() -> deliver(hook, seen, false)));
  }

  /// Empty where the event is none of the hook's.
  private Optional<Event> asSeenBy(HookOwner owner, Event event) {
    boolean ofInstallation = event.name().equals("installation");
    return switch (owner) {
      case HookOwner.Organization of ->
          Optional.of(event).filter(e -> !ofInstallation && e.isOfAccount(of.account().login()));
      case HookOwner.OfRepository of ->
          Optional.of(event)
              .filter(e -> !ofInstallation && e.isOfRepository(of.repository().fullName()));
      case HookOwner.Enterprise _ -> Optional.of(event).filter(_ -> !ofInstallation);
      case HookOwner.OfApp _ ->
          ofInstallation
              ? Optional.of(event)
              : installations
                  .of(event.account())
                  .filter(i -> i.suspendedAt().isEmpty())
                  .map(i -> event.withInstallation(i.id()));
    };
  }

  private DeliveryResult deliver(Hook hook, Event event, boolean redelivery) {
    WebhookSender.Sent sent =
        sender.send(hook.url(), hook.secret(), hook.id(), hook.owner(), event);
    remember(hook, event, redelivery, sent.attempt());
    log.add(new Delivery(clock.instant(), event.name(), hook.url(), sent.result()));
    return sent.result();
  }

  private void remember(Hook hook, Event event, boolean redelivery, Attempt attempt) {
    // In one step, so that no list ever shows an id and later a smaller one that is new.
    synchronized (hook) {
      long id = deliveryIds.incrementAndGet();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      hook.history().add(new HookDelivery(id, now, redelivery, hook.url(), event, attempt));
    }
  }
}
