package dev.curfew.revoker.deny;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// The sessions of a role that count: those that have not expired, and that no order against the
/// whole role is sure to deny already. A pattern sees names alone, so names are what is counted.
///
/// @param dead the newest dead session of each name
/// @param live all live ones
/// @param twins the live ones whose name a dead one has too, by that name
record Census(
    SortedMap<String, Session> dead, List<Session> live, Map<String, List<Session>> twins) {

  static Census of(List<Session> sessions, Instant now, @Nullable Instant deniedBefore) {
    SortedMap<String, Session> dead = new TreeMap<>();
    List<Session> live = new ArrayList<>();
    for (Session session : sessions) {
      if (!session.expiresAt().isAfter(now)
          || (deniedBefore != null && session.certainlyIssuedBefore(deniedBefore))) {
        continue;
      }
      if (session.dead()) {
        dead.merge(session.name(), session, BinaryOperator.maxBy(comparing(Session::issuedAt)));
      } else {
        live.add(session);
      }
    }
    return new Census(dead, live, twins(dead, live));
  }

  private static Map<String, List<Session>> twins(Map<String, Session> dead, List<Session> live) {
    Map<String, List<Session>> twins = new HashMap<>();
    for (Session session : live) {
      String name = session.name();
      if (dead.containsKey(name)) {
        twins.computeIfAbsent(name, _ -> new ArrayList<>()).add(session);
      }
    }
    return twins;
  }

  List<Session> twinsOf(String name) {
    return twins.getOrDefault(name, List.of());
  }
}
