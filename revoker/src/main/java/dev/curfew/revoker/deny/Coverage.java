package dev.curfew.revoker.deny;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Which dead sessions prefixes are to cover, before which moment, and who is in the way.
///
/// @param root the prefix that all covered names have
/// @param before the bound of the statement that holds the prefixes
/// @param dead the names to cover, sorted
/// @param live the names that a prefix could hit besides, sorted, as often as there are sessions
/// @param named statements for the dead that prefixes must not cover
record Coverage(
    String root, Instant before, List<String> dead, List<String> live, List<Statement> named) {

  /// What can be exact. Before the horizon all sessions of ours are known; a dead one that a live
  /// one shares its name with can only be told from it by a bound of its own.
  static Coverage beforeHorizon(Census census, Instant horizon) {
    Instant before = IamTime.floor(horizon);
    return of(
        census,
        Session.MARK,
        before,
        dead ->
            dead.ours()
                && dead.certainlyIssuedBefore(before)
                && census.twinsOf(dead.name()).stream()
                    .noneMatch(twin -> twin.perhapsIssuedBefore(before)));
  }

  /// All dead ones of ours, however young: sessions that nobody has read of yet may be hit.
  static Coverage ofOurs(Census census) {
    List<Session> ours = census.dead().values().stream().filter(Session::ours).toList();
    return of(census, Session.MARK, leastBound(ours), Session::ours);
  }

  /// All dead ones: foreign sessions may be hit.
  static Coverage ofAll(Census census) {
    return of(census, "", leastBound(census.dead().values()), _ -> true);
  }

  private static Instant leastBound(Collection<Session> dead) {
    return dead.stream().map(Session::leastBound).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Coverage of(
      Census census, String root, Instant before, Predicate<Session> isCovered) {
    List<String> covered = new ArrayList<>();
    SortedMap<String, Session> others = new TreeMap<>();
    census
        .dead()
        .forEach((name, dead) -> {
          if (isCovered.test(dead)) {
            covered.add(name);
          } else {
            others.put(name, dead);
          }
        });
    List<String> live =
        census.live().stream()
            .filter(session -> session.perhapsIssuedBefore(before))
            .map(Session::name)
            .filter(name -> name.startsWith(root))
            .sorted()
            .toList();
    return new Coverage(root, before, covered, live, NameList.of(others, census));
  }

  /// The statements, once it is known which patterns cover the dead.
  List<Statement> with(List<String> patterns) {
    List<Statement> statements = new ArrayList<>(named);
    if (!patterns.isEmpty()) {
      statements.add(new Statement(patterns, before));
    }
    return statements;
  }
}
