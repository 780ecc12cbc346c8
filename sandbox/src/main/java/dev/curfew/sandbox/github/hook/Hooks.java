package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.Account;
import dev.curfew.sandbox.github.Delivery;
import dev.curfew.sandbox.github.DeliveryResult;
import dev.curfew.sandbox.github.access.Installations;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.sandbox.github.fault.Faults;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
  private final Faults faults;
  private final DeliveryQueue queue = new DeliveryQueue();

  public Hooks(
      Clock clock,
      WebhookSender sender,
      DeliveryLog log,
      Installations installations,
      Faults faults) {
    this.clock = clock;
    this.faults = faults;
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

  /// Tries a hook, in the background.
  public void ping(Hook hook, Account sender, URI api) {
    byte[] body = PingJson.of(hook, sender, api).toString().getBytes(StandardCharsets.UTF_8);
    deliveries(hook, Event.of("ping", body), false).forEach(_ -> {});
  }

  /// How many deliveries are yet to be made.
  public int pending() {
    return queue.pending();
  }

  void redeliver(Hook hook, HookDelivery delivery) {
    deliveries(hook, delivery.event(), true).forEach(_ -> {});
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
        .flatMap(seen -> deliveries(hook, seen, false));
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

  /// The deliveries that chance makes of one.
  private Stream<CompletableFuture<DeliveryResult>> deliveries(
      Hook hook, Event event, boolean redelivery) {
    if (faults.strikes(Fault.DROPPED)) {
      return Stream.empty();
    }
    boolean fails = faults.strikes(Fault.FAILED);
    int copies = faults.strikes(Fault.DUPLICATED) ? 2 : 1;
    return Stream.generate(() ->
            queue.add(
                faults.nextDelay(),
                () -> fails ? fail(hook, event, redelivery) : deliver(hook, event, redelivery)))
        .limit(copies);
  }

  private DeliveryResult deliver(Hook hook, Event event, boolean redelivery) {
    String secret = faults.strikes(Fault.OLD_SECRET) ? hook.formerSecret() : hook.secret();
    WebhookSender.Sent sent = sender.send(hook, secret, event);
    remember(hook, event, redelivery, sent.attempt());
    log.add(new Delivery(clock.instant(), event.name(), hook.url(), sent.result()));
    return sent.result();
  }

  private DeliveryResult fail(Hook hook, Event event, boolean redelivery) {
    WebhookSender.Sent unsent = sender.fail(hook, event);
    remember(hook, event, redelivery, unsent.attempt());
    return unsent.result();
  }

  private void remember(Hook hook, Event event, boolean redelivery, Attempt attempt) {
    if (hook.owner() instanceof HookOwner.Enterprise) {
      return; // GitHub has no list of their deliveries.
    }
    // In one step, so that no list ever shows an id and later a smaller one that is new.
    synchronized (hook) {
      long id = deliveryIds.incrementAndGet();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      hook.history().add(new HookDelivery(id, now, redelivery, hook.url(), event, attempt));
    }
  }
}
