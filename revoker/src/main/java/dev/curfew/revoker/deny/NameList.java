package dev.curfew.revoker.deny;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Statements that list dead names in full. One statement does, bounded just after the newest of
/// them, so that a later session which takes up a name is not hit. Only where a live session has
/// the name of a dead one must that one's bound lie between the two, and may need a statement of
/// its own.
final class NameList {
  private NameList() {}

  /// The least number of statements that hit no more than they must.
  static List<Statement> of(SortedMap<String, Session> dead, Census census) {
    List<Entry> entries =
        dead.entrySet().stream()
            .map(each -> entry(each.getKey(), each.getValue(), census))
            .sorted(comparing(Entry::latest))
            .toList();
    // Intervals by their end: whoever has begun when the first of them ends can share its bound.
    List<Statement> statements = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= entries.size(); i++) {
      if (i == entries.size() || entries.get(i).earliest().isAfter(entries.get(first).latest())) {
        statements.add(statement(entries.subList(first, i)));
        first = i;
      }
    }
    return statements;
  }

  private static Entry entry(String name, Session dead, Census census) {
    Instant earliest = dead.leastBound();
    Instant latest =
        census.twinsOf(name).stream()
            .map(Session::greatestHarmlessBound)
            .filter(bound -> !bound.isBefore(earliest))
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    return new Entry(name, earliest, latest);
  }

  private static Statement statement(List<Entry> entries) {
    return new Statement(
        entries.stream().map(Entry::name).sorted().toList(),
        entries.stream().map(Entry::earliest).max(Instant::compareTo).orElseThrow());
  }

  /// @param earliest the bound must not be before
  /// @param latest the bound should not be after
  private record Entry(String name, Instant earliest, Instant latest) {}
}
