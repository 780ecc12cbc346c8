package dev.curfew.issuer.binding.github;

/// Which job.
///
/// @param repository `owner/name`
record JobKey(String repository, long jobId) {}
