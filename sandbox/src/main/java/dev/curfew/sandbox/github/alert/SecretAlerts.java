package dev.curfew.sandbox.github.alert;

import dev.curfew.sandbox.github.Repository;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The alerts of all repositories.
public final class SecretAlerts {
  private final Map<String, Map<Long, SecretAlert>> byRepository =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public synchronized SecretAlert open(
      Repository repository, String secretType, String secret, Instant createdAt) {
    Map<Long, SecretAlert> alerts =
        byRepository.computeIfAbsent(repository.fullName(), _ -> new TreeMap<>());
    SecretAlert alert =
        new SecretAlert(alerts.size() + 1L, repository, secretType, secret, createdAt, false);
    alerts.put(alert.number(), alert);
    return alert;
  }

  /// GitHub has found it in a public place, too.
  public synchronized SecretAlert leak(SecretAlert alert) {
    SecretAlert leaked = alert.leaked();
    byRepository
        .getOrDefault(alert.repository().fullName(), new TreeMap<>())
        .put(alert.number(), leaked);
    return leaked;
  }

  synchronized Optional<SecretAlert> find(String repository, long number) {
    return Optional.ofNullable(byRepository.get(repository)).map(alerts -> alerts.get(number));
  }
}
