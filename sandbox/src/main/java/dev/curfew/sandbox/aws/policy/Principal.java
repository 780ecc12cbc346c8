package dev.curfew.sandbox.aws.policy;

import java.util.Optional;

/// Who asks to assume a role, in the forms a trust policy may call them.
///
/// @param arn of the user or of the role that the session is of
/// @param uniqueId of the same: `AIDA…` or `AROA…`
/// @param sessionArn `arn:aws:sts::…:assumed-role/…`, empty for users
public record Principal(
    String accountId, String arn, String uniqueId, Optional<String> sessionArn) {}
