package dev.curfew.sandbox.aws;

/// Calls that ask IAM to change something.
///
/// @param asked whatever became of them
/// @param throttled of these, answered `Throttling`
public record IamWrites(long asked, long throttled) {

  /// What was added to an earlier count.
  public IamWrites since(IamWrites earlier) {
    return new IamWrites(asked - earlier.asked(), throttled - earlier.throttled());
  }
}
