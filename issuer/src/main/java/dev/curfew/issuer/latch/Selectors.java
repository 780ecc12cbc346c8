package dev.curfew.issuer.latch;

import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How an order's scope and a candidate find each other: by equal texts. They select as the
/// revoker's do; GitHub's names do not differ by case, and a role is the same whatever its path.
public final class Selectors {
  private Selectors() {}

  /// The text that an order's quarantine is kept under.
  public static String of(OrderScope scope) {
    return text(scope.kind(), scope.value());
  }

  /// The texts of all orders that would hold a candidate.
  public static List<String> of(Candidate candidate) {
    JobIdentity job = candidate.job();
    JobContext context = candidate.context();
    List<String> texts = new ArrayList<>();
    texts.add(text(Kind.ALL, null));
    texts.add(text(Kind.JOB, Long.toString(job.jobId())));
    texts.add(text(Kind.RUN, Long.toString(job.runId())));
    texts.add(text(Kind.REPOSITORY, job.repository()));
    texts.add(text(Kind.REPOSITORY_ID, Long.toString(job.repositoryId())));
    texts.add(text(Kind.ORGANISATION, until('/', job.repository())));
    texts.add(text(Kind.COMMIT, context.commit()));
    texts.add(text(Kind.REF, context.ref()));
    texts.add(text(Kind.WORKFLOW, context.workflow()));
    texts.add(text(Kind.WORKFLOW, until('@', context.workflow())));
    texts.add(text(Kind.ACTOR, context.actor()));
    texts.add(text(Kind.ROLE, candidate.roleArn()));
    texts.add(text(Kind.ACCOUNT, RoleIdentity.account(candidate.roleArn())));
    if (context.environment() != null) {
      texts.add(text(Kind.ENVIRONMENT, context.environment()));
    }
    if (context.runner() != null) {
      texts.add(text(Kind.RUNNER, context.runner()));
    }
    return texts;
  }

  private static String text(Kind kind, @Nullable String value) {
    return value == null ? kind.word() : kind.word() + " " + canonical(kind, value);
  }

  private static String canonical(Kind kind, String value) {
    return switch (kind) {
      case REPOSITORY, ORGANISATION, COMMIT, ENVIRONMENT, ACTOR -> value.toLowerCase(Locale.ROOT);
      case ROLE -> RoleIdentity.of(value);
      // The first two name what is issued already, and hold nobody.
      case CREDENTIAL, ACCESS_KEY, JOB, RUN, REPOSITORY_ID, REF, WORKFLOW, RUNNER, ACCOUNT, ALL ->
          value;
    };
  }

  private static String until(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
