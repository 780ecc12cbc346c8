package dev.curfew.issuer.policy;

/// A question about a request.
public interface Condition {

  /// Throws [UnanswerableException] where it says neither yes nor no, such as about a claim that is
  /// not there.
  boolean holds(PolicyInput input);

  /// Whether it holds for at least one thing that GitHub could say of the job. Throws as [#holds]
  /// where it says neither yes nor no whatever GitHub says.
  ///
  /// @param beforeLookup without a job
  boolean mayHold(PolicyInput beforeLookup);
}
