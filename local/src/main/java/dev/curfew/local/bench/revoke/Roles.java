package dev.curfew.local.bench.revoke;

import java.util.Arrays;
import java.util.List;

/// Roles, and how many jobs run with each. For one thread.
final class Roles {
  private final List<String> arns;
  private final int[] running;

  Roles(List<String> arns) {
    this.arns = List.copyOf(arns);
    this.running = new int[arns.size()];
  }

  int count() {
    return running.length;
  }

  String arn(int role) {
    return arns.get(role);
  }

  void begun(int role) {
    running[role]++;
  }

  void ended(int role) {
    running[role]--;
  }

  /// On the role that has the fewest.
  int fewestRunning() {
    return Arrays.stream(running).min().orElse(0);
  }
}
