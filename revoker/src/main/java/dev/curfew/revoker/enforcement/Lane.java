package dev.curfew.revoker.enforcement;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One account's roles that wait to be written. Accounts share no limits, so none waits for
/// another's.
final class Lane {
  final WriteRate rate;
  int running;

  private final SortedSet<Waiting> waiting =
      new TreeSet<>(
          Comparator.comparing(Waiting::urgent)
              .reversed()
              .thenComparing(Waiting::since)
              .thenComparing(Waiting::roleArn));

  Lane(WriteRate rate) {
    this.rate = rate;
  }

  void add(Waiting role) {
    waiting.add(role);
  }

  void remove(Waiting role) {
    waiting.remove(role);
  }

  int size() {
    return waiting.size();
  }

  /// The first whose time has come: what people wait for before the rest, then the oldest.
  Optional<Waiting> ready(Instant now) {
    return rate.freeAt().isAfter(now)
        ? Optional.empty()
        : waiting.stream().filter(role -> !role.notBefore().isAfter(now)).findFirst();
  }

  /// When there may be one.
  Optional<Instant> nextReady() {
    return waiting.stream()
        .map(Waiting::notBefore)
        .min(Comparator.naturalOrder())
        .map(earliest -> earliest.isAfter(rate.freeAt()) ? earliest : rate.freeAt());
  }

  /// A role that waits.
  ///
  /// @param since when it came to wait
  /// @param notBefore when its pause ends
  record Waiting(String roleArn, boolean urgent, Instant since, Instant notBefore) {}
}
