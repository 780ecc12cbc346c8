package dev.curfew.sandbox.aws.directory;

import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A customer-managed policy: its versions, and the roles that it is attached to. Thread-safe.
public final class ManagedPolicy {
  /// One of its documents. Versions are numbered from 1, and no number is used twice.
  public record Version(int number, NamedPolicy policy, Instant createdAt) {
    public String id() {
      return "v" + number;
    }

    public PolicyDocument document() {
      return policy.document();
    }
  }

  /// What came of attaching it.
  public enum Attachment {
    DONE,
    /// The role has as many as it may have.
    ROLE_FULL,
    /// The policy was deleted meanwhile.
    POLICY_GONE
  }

  /// What came of deleting it.
  public enum Deletion {
    DONE,
    STILL_ATTACHED,
    OTHER_VERSIONS
  }

  private final PolicyArn arn;
  private final String id = Identifiers.policyId();
  private final String description;
  private final Map<String, String> tags;
  private final Instant createdAt;

  /// Newest first.
  private final SortedMap<Integer, Version> versions = new TreeMap<>(Collections.reverseOrder());

  /// By name.
  private final SortedMap<String, Role> roles = new TreeMap<>();

  private final History<Version> inForce;
  private int lastNumber = 1;
  private Instant updatedAt;
  private boolean deleted;

  public ManagedPolicy(
      PolicyArn arn,
      String description,
      Map<String, String> tags,
      PolicyDocument document,
      Instant now) {
    this.arn = arn;
    this.description = description;
    this.tags = Map.copyOf(tags);
    this.createdAt = now;
    this.updatedAt = now;
    Version first = new Version(1, new NamedPolicy(arn.toString(), document), now);
    versions.put(1, first);
    this.inForce = new History<>(first);
  }

  public PolicyArn arn() {
    return arn;
  }

  /// `ANPA…`.
  public String id() {
    return id;
  }

  public String description() {
    return description;
  }

  public Map<String, String> tags() {
    return tags;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public synchronized Instant updatedAt() {
    return updatedAt;
  }

  public Version defaultVersion() {
    return inForce.latest();
  }

  /// Newest first.
  public synchronized List<Version> versions() {
    return List.copyOf(versions.values());
  }

  public synchronized Optional<Version> version(String versionId) {
    return versions.values().stream().filter(v -> v.id().equals(versionId)).findFirst();
  }

  /// A further version, unless there are as many as there may be.
  public synchronized Optional<Version> addVersion(
      PolicyDocument document, boolean asDefault, int limit, Moment at) {
    if (versions.size() >= limit) {
      return Optional.empty();
    }
    Version version =
        new Version(++lastNumber, new NamedPolicy(arn.toString(), document), at.now());
    versions.put(version.number(), version);
    updatedAt = at.now();
    if (asDefault) {
      inForce.set(version, at);
    }
    return Optional.of(version);
  }

  public synchronized void makeDefault(Version version, Moment at) {
    inForce.set(version, at);
    updatedAt = at.now();
  }

  /// Tells whether it is gone: the default version stays.
  public synchronized boolean removeVersion(Version version) {
    if (defaultVersion().equals(version)) {
      return false;
    }
    versions.remove(version.number());
    return true;
  }

  /// Also where it is attached already.
  ///
  /// @param limit how many policies a role may have
  public synchronized Attachment attachTo(Role role, int limit, Moment at) {
    if (deleted) {
      return Attachment.POLICY_GONE;
    }
    if (!role.policies().attach(this, limit, at)) {
      return Attachment.ROLE_FULL;
    }
    roles.put(role.arn().name(), role);
    return Attachment.DONE;
  }

  /// Tells whether it was attached.
  public synchronized boolean detachFrom(Role role, Moment at) {
    roles.remove(role.arn().name());
    return role.policies().detach(this, at);
  }

  /// What it is attached to, by name.
  public synchronized List<Role> roles() {
    return new ArrayList<>(roles.values());
  }

  synchronized Deletion delete() {
    if (!roles.isEmpty()) {
      return Deletion.STILL_ATTACHED;
    }
    if (versions.size() > 1) {
      return Deletion.OTHER_VERSIONS;
    }
    deleted = true;
    return Deletion.DONE;
  }

  NamedPolicy asOf(Instant moment) {
    return inForce.asOf(moment).policy();
  }
}
