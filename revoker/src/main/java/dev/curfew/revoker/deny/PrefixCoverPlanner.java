package dev.curfew.revoker.deny;

import static java.util.Comparator.comparingInt;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Covers the dead with prefixes of names, as few as can be; `docs/decisions/0009` has the reasons.
///
/// 1. **Exact.** Dead sessions of ours that were certainly issued before the horizon are covered by
///    [PrefixCover]; younger and foreign ones are listed in full by [NameList]. Where a list of all
///    is shorter, which a second statement can make it, that is taken.
/// 2. **Sacrifice.** What does not fit the role's inline space and ten managed policies is merged
///    over the fewest live sessions, by [Sacrifice].
/// 3. **Without the horizon.** Where too many are too young, prefixes cover these as well; sessions
///    that nobody has read of yet may be hit.
/// 4. **Without the mark.** Where too many names are foreign, prefixes cover these as well; in the
///    end everybody's, issued before the newest dead one.
///
/// Whom the statements hit besides is found by evaluating them, whichever way they came about.
@ApplicationScoped
public class PrefixCoverPlanner implements DenyPlanner {

  @Override
  public DenyPlan plan(DenyQuestion question) {
    Attempt attempt = new Attempt(question);
    return attempt.isNothingToDeny()
        ? new DenyPlan(Verdict.EXACT, null, List.of(), List.of())
        : attempt.plan();
  }

  private static final class Attempt {
    private final DenyQuestion question;
    private final Census census;

    /// Stands on the role whoever is dead.
    private final List<Statement> order;

    Attempt(DenyQuestion question) {
      this.question = question;
      Instant ordered =
          question.denyBefore() == null ? null : IamTime.ceiling(question.denyBefore());
      census = Census.of(question.sessions(), question.now(), ordered);
      order = ordered == null ? List.of() : List.of(Statement.ofAllSessions(ordered));
    }

    boolean isNothingToDeny() {
      return order.isEmpty() && census.dead().isEmpty();
    }

    DenyPlan plan() {
      Coverage known = Coverage.beforeHorizon(census, question.horizon());
      return exact(known)
          .or(() -> sacrifice(known))
          .or(() -> sacrifice(Coverage.ofOurs(census)))
          .or(() -> sacrifice(Coverage.ofAll(census)))
          .map(this::judged)
          .orElseThrow(() -> new NoRoomException(question.space()));
    }

    private Optional<Pages> exact(Coverage coverage) {
      List<Statement> cover = coverage.with(PrefixCover.of(coverage.dead(), coverage.live()));
      boolean isOneKind = coverage.dead().isEmpty() || coverage.named().isEmpty();
      return isOneKind
          ? pages(cover)
          : Stream.of(cover, NameList.of(census.dead(), census))
              .map(this::pages)
              .flatMap(Optional::stream)
              .min(comparingInt(Pages::characters));
    }

    private Optional<Pages> sacrifice(Coverage coverage) {
      return Sacrifice.of(coverage, patterns -> pages(coverage.with(patterns)));
    }

    private Optional<Pages> pages(List<Statement> statements) {
      List<Statement> all = new ArrayList<>(order);
      all.addAll(statements);
      return Pages.of(all, question.space());
    }

    private DenyPlan judged(Pages pages) {
      List<String> collateral = List.copyOf(collateral(pages.statements()));
      Instant horizon = IamTime.floor(question.horizon());
      boolean isExact =
          collateral.isEmpty()
              && pages.statements().stream().noneMatch(each -> each.mayDenyUnknown(horizon));
      Verdict within = pages.managed().isEmpty() ? Verdict.EXACT : Verdict.OVERFLOW;
      return new DenyPlan(
          isExact ? within : Verdict.COLLATERAL,
          pages.inlineDocument().orElse(null),
          pages.managedDocuments(),
          collateral);
    }

    private SortedSet<String> collateral(List<Statement> statements) {
      return question.sessions().stream()
          .filter(session -> !session.dead() && session.expiresAt().isAfter(question.now()))
          .filter(session -> statements.stream().anyMatch(each -> each.mayDeny(session)))
          .map(Session::userId)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
