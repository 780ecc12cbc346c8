package dev.curfew.issuer.issuance;

import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a session carries that tells its job: in CloudTrail, and in policies by `aws:PrincipalTag`
/// and `aws:SourceIdentity`.
final class SessionMarks {
  private SessionMarks() {}

  /// At most 59 of the 64 characters that STS takes.
  static String sourceIdentity(JobIdentity job) {
    return "run=%d.%d,job=%d".formatted(job.runId(), job.runAttempt(), job.jobId());
  }

  /// @param wanted keys, out of [dev.curfew.issuer.policy.Grant#TAGS]
  static Map<String, String> tags(Set<String> wanted, JobIdentity job, JobContext context) {
    return wanted.stream()
        .collect(
            Collectors.toMap(
                key -> key,
                key ->
                    switch (key) {
                      case "repository" -> job.repository();
                      case "commit" -> context.commit();
                      case "run" -> Long.toString(job.runId());
                      case "job" -> Long.toString(job.jobId());
                      case "actor" -> actor(context.actor());
                      default -> throw new IllegalArgumentException("no such tag: " + key);
                    }));
  }

  /// A bot's name has brackets, which AWS takes in no tag: `dependabot[bot]` is `dependabot:bot`.
  /// No login has a colon.
  private static String actor(String login) {
    return login.replaceFirst("\\[(\\w+)]$", ":$1");
  }
}
