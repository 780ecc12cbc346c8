package dev.curfew.issuer.policy;

/// A question about a request.
public interface Condition {

  /// Throws [UnanswerableException] where it says neither yes nor no, such as about a claim that is
  /// not there.
  boolean holds(PolicyInput input);

  /// Whether the answer can depend on what GitHub says of the job.
  boolean concernsJob();
}
