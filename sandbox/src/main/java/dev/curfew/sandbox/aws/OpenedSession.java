package dev.curfew.sandbox.aws;

/// A session that was opened without a call.
///
/// @param userId its `aws:userid`: `AROA…:name`
public record OpenedSession(String accessKeyId, String userId) {}
