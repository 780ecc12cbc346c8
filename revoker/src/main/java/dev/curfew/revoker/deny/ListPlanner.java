package dev.curfew.revoker.deny;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Lists the dead one by one. Exact for some 500 of them; a prefix cover will hold more.
@ApplicationScoped
class ListPlanner implements DenyPlanner {
  /// `aws:TokenIssueTime` is not documented to be better than a second, and `DateLessThan` excludes
  /// its bound.
  private static final Duration ISSUE_TIME_DOUBT = Duration.ofSeconds(2);

  /// All of Curfew's sessions, and none of anybody else's: the mark that the issuer gives names.
  private static final String OURS = "*:@*";

  @Override
  public DenyPlan plan(List<Session> sessions, Instant now, int space) {
    List<Session> dead =
        sessions.stream().filter(Session::dead).filter(s -> s.mayLive(now)).toList();
    if (dead.isEmpty()) {
      return new DenyPlan.Nothing();
    }
    Instant bound =
        dead.stream()
            .map(Session::issuedAt)
            .max(Instant::compareTo)
            .orElseThrow()
            .plus(ISSUE_TIME_DOUBT);
    // The role's own id says nothing on a policy that sits on the role, so `*` stands for it.
    PolicyDocument exact =
        PolicyDocument.denying(
            dead.stream().map(s -> "*:" + s.name()).sorted().distinct().toList(), bound);
    return exact.characters() <= space
        ? new DenyPlan.Exact(exact)
        : collateral(sessions, now, bound);
  }

  private static DenyPlan collateral(List<Session> sessions, Instant now, Instant bound) {
    List<String> hit =
        sessions.stream()
            .filter(s -> !s.dead() && s.mayLive(now) && s.issuedAt().isBefore(bound))
            .map(Session::userId)
            .toList();
    return new DenyPlan.Collateral(PolicyDocument.denying(List.of(OURS), bound), hit);
  }
}
