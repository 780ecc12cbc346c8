package dev.curfew.sandbox.aws.directory;

/// Whose access key a call is signed with.
public sealed interface Caller permits User, Session {

  String accessKeyId();

  Secret secretKey();

  String accountId();

  /// `aws:userid`, and the `UserId` of `GetCallerIdentity`.
  String userId();

  /// As refusals and `GetCallerIdentity` name it.
  ///
  /// @param partition of the call: users of the stand-in are at home in all
  String arn(Partition partition);
}
