package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A role's policies, inline and attached, now and as far back as they are still enforced.
/// Thread-safe.
public final class PolicyHistory {
  /// @param inline by name
  /// @param attached by ARN
  private record Policies(
      SortedMap<String, NamedPolicy> inline, SortedMap<String, ManagedPolicy> attached) {
    Policies {
      inline = Collections.unmodifiableSortedMap(inline);
      attached = Collections.unmodifiableSortedMap(attached);
    }
  }

  private final History<Policies> history =
      new History<>(new Policies(Collections.emptySortedMap(), Collections.emptySortedMap()));

  PolicyHistory() {}

  /// The inline policies by name, unmodifiable.
  public SortedMap<String, NamedPolicy> inline() {
    return history.latest().inline();
  }

  /// The attached policies by ARN, unmodifiable.
  public SortedMap<String, ManagedPolicy> attached() {
    return history.latest().attached();
  }

  /// What calls are decided by: of an attached policy, the version that was its default then.
  public Collection<NamedPolicy> asOf(Instant moment) {
    Policies policies = history.asOf(moment);
    if (policies.attached().isEmpty()) {
      return policies.inline().values();
    }
    List<NamedPolicy> all = new ArrayList<>(policies.inline().values());
    policies.attached().values().forEach(managed -> all.add(managed.asOf(moment)));
    return all;
  }

  /// Writes the policy over one of its name, unless all together would be larger than this.
  public synchronized boolean put(NamedPolicy policy, int sizeLimit, Moment at) {
    SortedMap<String, NamedPolicy> inline = new TreeMap<>(inline());
    inline.put(policy.name(), policy);
    if (inline.values().stream().mapToInt(p -> p.document().size()).sum() > sizeLimit) {
      return false;
    }
    history.set(new Policies(inline, attached()), at);
    return true;
  }

  /// Tells whether there was one.
  public synchronized boolean remove(String name, Moment at) {
    SortedMap<String, NamedPolicy> inline = new TreeMap<>(inline());
    if (inline.remove(name) == null) {
      return false;
    }
    history.set(new Policies(inline, attached()), at);
    return true;
  }

  /// Tells whether the policy is attached now: not if it would be one more than the limit.
  synchronized boolean attach(ManagedPolicy policy, int limit, Moment at) {
    SortedMap<String, ManagedPolicy> attached = new TreeMap<>(attached());
    if (attached.put(policy.arn().toString(), policy) != null) {
      return true;
    }
    if (attached.size() > limit) {
      return false;
    }
    history.set(new Policies(inline(), attached), at);
    return true;
  }

  synchronized boolean detach(ManagedPolicy policy, Moment at) {
    SortedMap<String, ManagedPolicy> attached = new TreeMap<>(attached());
    if (attached.remove(policy.arn().toString()) == null) {
      return false;
    }
    history.set(new Policies(inline(), attached), at);
    return true;
  }

  int remembered() {
    return history.remembered();
  }
}
