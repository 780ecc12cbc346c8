package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A role's inline policies, now and as they were: IAM's control plane shows a write at once, what
/// enforces policies sees it later. Remembers as much as the longest lag needs. Thread-safe.
public final class PolicyHistory {
  /// The furthest that enforcement can be behind.
  public static final Duration LONGEST_LAG = Duration.ofMinutes(1);

  private record Version(Instant since, SortedMap<String, NamedPolicy> policies) {}

  /// Oldest first, never empty.
  private final Deque<Version> versions = new ArrayDeque<>();

  PolicyHistory() {
    versions.add(new Version(Instant.MIN, Collections.emptySortedMap()));
  }

  /// By name, unmodifiable.
  public synchronized SortedMap<String, NamedPolicy> latest() {
    return versions.getLast().policies();
  }

  public synchronized Collection<NamedPolicy> asOf(Instant moment) {
    Iterator<Version> newestFirst = versions.descendingIterator();
    while (newestFirst.hasNext()) {
      Version version = newestFirst.next();
      if (!version.since().isAfter(moment)) {
        return version.policies().values();
      }
    }
    return List.of();
  }

  /// Writes the policy over one of its name, unless all together would be larger than this.
  public synchronized boolean put(NamedPolicy policy, int sizeLimit, Instant now) {
    SortedMap<String, NamedPolicy> policies = new TreeMap<>(latest());
    policies.put(policy.name(), policy);
    if (policies.values().stream().mapToInt(p -> p.document().size()).sum() > sizeLimit) {
      return false;
    }
    append(policies, now);
    return true;
  }

  /// Tells whether there was one.
  public synchronized boolean remove(String name, Instant now) {
    SortedMap<String, NamedPolicy> policies = new TreeMap<>(latest());
    if (policies.remove(name) == null) {
      return false;
    }
    append(policies, now);
    return true;
  }

  synchronized int remembered() {
    return versions.size();
  }

  private void append(SortedMap<String, NamedPolicy> policies, Instant now) {
    versions.addLast(new Version(now, Collections.unmodifiableSortedMap(policies)));
    forgetBefore(now.minus(LONGEST_LAG));
  }

  /// The version that was in force at the horizon stays.
  private void forgetBefore(Instant horizon) {
    Iterator<Version> oldestFirst = versions.iterator();
    oldestFirst.next();
    int superseded = 0;
    while (oldestFirst.hasNext() && !oldestFirst.next().since().isAfter(horizon)) {
      superseded++;
    }
    for (int i = 0; i < superseded; i++) {
      versions.removeFirst();
    }
  }
}
