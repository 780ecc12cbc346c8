package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// All accounts of all partitions. Thread-safe.
public final class Directory {
  /// How long an expired session is still told that it expired, and not that it never was.
  private static final Duration REMEMBERED_AFTER_EXPIRY = Duration.ofMinutes(15);

  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

  /// Names of roles, and of policies, are unique in an account whatever their case and path.
  private record NameKey(Partition partition, String accountId, String name) {
    NameKey {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<NameKey, Role> roles = new ConcurrentHashMap<>();
  private final Map<NameKey, ManagedPolicy> policies = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  /// Makes a user and its access key.
  ///
  /// @throws IllegalArgumentException where the account has a user of this name
  public synchronized User addUser(String accountId, String name, NamedPolicy policy) {
    User user = User.create(accountId, name, policy);
    if (users.values().stream()
        .anyMatch(u -> u.accountId().equals(accountId) && u.name().equalsIgnoreCase(name))) {
      throw new IllegalArgumentException("there is a user %s in %s".formatted(name, accountId));
    }
    users.put(user.accessKeyId(), user);
    return user;
  }

  /// Includes sessions that expired a short while ago, not those whose role is gone.
  public Optional<Caller> caller(String accessKeyId) {
    User user = users.get(accessKeyId);
    if (user != null) {
      return Optional.of(user);
    }
    return Optional.ofNullable(sessions.get(accessKeyId))
        .filter(session -> isCurrent(session.role()))
        .map(session -> session);
  }

  public void addSession(Session session, Instant now) {
    forgetExpiredSessions(now);
    sessions.put(session.accessKeyId(), session);
  }

  public Optional<Role> role(Partition partition, String accountId, String name) {
    return Optional.ofNullable(roles.get(new NameKey(partition, accountId, name)));
  }

  /// Tells whether the name was free.
  public boolean addRole(Role role) {
    return roles.putIfAbsent(key(role), role) == null;
  }

  public void removeRole(Role role) {
    roles.remove(key(role), role);
  }

  public Optional<ManagedPolicy> policy(PolicyArn arn) {
    return Optional.ofNullable(policies.get(key(arn))).filter(p -> p.arn().equals(arn));
  }

  /// The account's policies, by name.
  public List<ManagedPolicy> policies(Partition partition, String accountId) {
    return policies.values().stream()
        .filter(p -> p.arn().partition() == partition && p.arn().accountId().equals(accountId))
        .sorted(Comparator.comparing(p -> p.arn().name()))
        .toList();
  }

  /// Tells whether the name was free.
  public boolean addPolicy(ManagedPolicy policy) {
    return policies.putIfAbsent(key(policy.arn()), policy) == null;
  }

  public ManagedPolicy.Deletion removePolicy(ManagedPolicy policy) {
    ManagedPolicy.Deletion deletion = policy.delete();
    if (deletion == ManagedPolicy.Deletion.DONE) {
      policies.remove(key(policy.arn()), policy);
    }
    return deletion;
  }

  int sessionCount() {
    return sessions.size();
  }

  private boolean isCurrent(Role role) {
    return Optional.ofNullable(roles.get(key(role)))
        .filter(r -> r.id().equals(role.id()))
        .isPresent();
  }

  private void forgetExpiredSessions(Instant now) {
    Instant due = nextSweep.get();
    if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(SWEEP_INTERVAL))) {
      return;
    }
    Instant horizon = now.minus(REMEMBERED_AFTER_EXPIRY);
    sessions.values().removeIf(session -> session.expiresAt().isBefore(horizon));
  }

  private static NameKey key(PolicyArn arn) {
    return new NameKey(arn.partition(), arn.accountId(), arn.name());
  }

  private static NameKey key(Role role) {
    return new NameKey(role.arn().partition(), role.arn().accountId(), role.arn().name());
  }
}
