package dev.curfew.sandbox.github.access;

import dev.curfew.sandbox.github.Account;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The App in an organisation, on all of its repositories.
public final class Installation {
  private final long id;
  private final Account account;
  private final Map<String, Permission.Level> permissions;
  private final Instant createdAt;
  private volatile @Nullable Instant suspendedAt;

  Installation(
      long id, Account account, Map<String, Permission.Level> permissions, Instant createdAt) {
    this.id = id;
    this.account = account;
    this.permissions = new TreeMap<>(permissions);
    this.createdAt = createdAt;
  }

  public long id() {
    return id;
  }

  public Account account() {
    return account;
  }

  public Map<String, Permission.Level> permissions() {
    return Map.copyOf(permissions);
  }

  Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> suspendedAt() {
    return Optional.ofNullable(suspendedAt);
  }

  void suspend(Instant now) {
    suspendedAt = now;
  }
}
