package dev.curfew.sandbox.github.access;

import dev.curfew.sandbox.github.Account;
import dev.curfew.sandbox.github.access.Permission.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Where the App is installed.
public final class Installations {
  private final Clock clock;
  private final AtomicLong ids = new AtomicLong(58_000_000);
  private final List<Installation> installations = new CopyOnWriteArrayList<>();

  public Installations(Clock clock) {
    this.clock = clock;
  }

  /// Installs it.
  ///
  /// @throws IllegalStateException if it is there already
  public Installation add(Account account, Map<String, Level> permissions) {
    if (of(account.login()).isPresent()) {
      throw new IllegalStateException("the App is installed in " + account.login() + " already");
    }
    Installation installation =
        new Installation(ids.incrementAndGet(), account, permissions, clock.instant());
    installations.add(installation);
    return installation;
  }

  public void suspend(Installation installation) {
    installation.suspend(clock.instant());
  }

  /// The App is uninstalled.
  public void remove(Installation installation) {
    installations.remove(installation);
  }

  public Optional<Installation> of(String login) {
    return installations.stream()
        .filter(i -> i.account().login().equalsIgnoreCase(login))
        .findFirst();
  }

  Optional<Installation> find(long id) {
    return installations.stream().filter(i -> i.id() == id).findFirst();
  }

  List<Installation> all() {
    return List.copyOf(installations);
  }
}
