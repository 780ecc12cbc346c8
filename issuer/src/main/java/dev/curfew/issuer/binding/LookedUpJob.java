package dev.curfew.issuer.binding;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A job as GitHub has it.
///
/// @param headSha the commit that its run is of: for a pull request the head, where the token says
///   the merge
/// @param runnerName as whoever registered the runner chose it
/// @param labels what the job asks of its runner
public record LookedUpJob(
    long jobId,
    String name,
    String headSha,
    OptionalLong runnerId,
    Optional<String> runnerName,
    Optional<String> runnerGroup,
    List<String> labels) {
  public LookedUpJob {
    requireNonNull(name, "name");
    requireNonNull(headSha, "headSha");
    requireNonNull(runnerId, "runnerId");
    requireNonNull(runnerName, "runnerName");
    requireNonNull(runnerGroup, "runnerGroup");
    labels = List.copyOf(labels);
  }
}
