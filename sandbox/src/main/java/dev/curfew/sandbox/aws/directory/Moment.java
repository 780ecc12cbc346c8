package dev.curfew.sandbox.aws.directory;

import java.time.Instant;

/// When something is written.
///
/// @param enforced the moment whose policies calls are decided by at `now`: not after it
public record Moment(Instant now, Instant enforced) {}
