package dev.curfew.sandbox.github.hook;

import java.net.URI;
import java.time.Clock;
import java.util.Set;

/// A webhook: where it goes, and the one secret that signs its deliveries.
public final class Hook {
  private final long id;
  private final HookOwner owner;
  private final URI url;
  private final DeliveryHistory history;
  private volatile String secret;
  private volatile String formerSecret;
  private volatile Set<String> events = Set.of();

  Hook(long id, HookOwner owner, URI url, String secret, Clock clock) {
    this.id = id;
    this.owner = owner;
    this.url = url;
    this.secret = secret;
    this.formerSecret = secret;
    this.history = new DeliveryHistory(clock);
  }

  public long id() {
    return id;
  }

  public HookOwner owner() {
    return owner;
  }

  public URI url() {
    return url;
  }

  /// From now on deliveries are signed with another secret; redeliveries, too.
  public synchronized void rotateSecret(String newSecret) {
    formerSecret = secret;
    secret = newSecret;
  }

  /// Narrows the hook to events of these names. It is told of all before.
  public Hook events(String... names) {
    events = Set.of(names);
    return this;
  }

  boolean isSubscribedTo(Event event) {
    return events.isEmpty() || events.contains(event.name());
  }

  String secret() {
    return secret;
  }

  String formerSecret() {
    return formerSecret;
  }

  DeliveryHistory history() {
    return history;
  }

  @Override
  public String toString() {
    return owner.type() + " hook " + id;
  }
}
