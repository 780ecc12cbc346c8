package dev.curfew.revoker.deny;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A role's names as a trie, for choosing whom to sacrifice. A node stands for all names with a
/// prefix; it is kept only where a dead one is among them, and goes on only where live ones are
/// too. Nodes are numbers in order of their names, parents before children; what is known of them
/// is in arrays, as the trie is walked for each price that is tried.
final class NameTrie {
  /// Dead and live ones, sorted, each once.
  private final List<String> names;

  /// How many dead names, and live sessions, stand before a name.
  private final int[] deadBefore;

  private final int[] liveBefore;

  private int nodes;
  private final int[] parent;

  /// The first node that is not below it.
  private final int[] end;

  /// Live sessions that its pattern hits.
  private final int[] hits;

  private final String[] pattern;

  /// @param root what all names begin with
  /// @param dead sorted, each once
  /// @param live sorted
  NameTrie(String root, List<String> dead, List<String> live) {
    names = merged(dead, live);
    deadBefore = counts(dead);
    liveBefore = counts(live);
    int most = 2 * names.size();
    parent = new int[most];
    end = new int[most];
    hits = new int[most];
    pattern = new String[most];
    grow(-1, 0, names.size(), root.length());
  }

  private static List<String> merged(List<String> dead, List<String> live) {
    List<String> all = new ArrayList<>(dead);
    all.addAll(live);
    return all.stream().sorted().distinct().toList();
  }

  private int[] counts(List<String> sorted) {
    int[] before = new int[names.size() + 1];
    int next = 0;
    for (int i = 0; i < names.size(); i++) {
      while (next < sorted.size() && sorted.get(next).compareTo(names.get(i)) <= 0) {
        next++;
      }
      before[i + 1] = next;
    }
    return before;
  }

  /// Adds the node of the names `from` to `to`, and those below it.
  ///
  /// @param length of the shortest prefix that these names have and no other
  private void grow(int above, int from, int to, int length) {
    if (deadBefore[to] == deadBefore[from]) {
      return;
    }
    int node = nodes++;
    String first = names.get(from);
    boolean isOneName = to - from == 1;
    parent[node] = above;
    hits[node] = liveBefore[to] - liveBefore[from];
    pattern[node] =
        isOneName && length == first.length() ? first : first.substring(0, length) + "*";
    if (!isOneName && hits[node] > 0) {
      branch(node, from, to);
    }
    end[node] = nodes;
  }

  private void branch(int node, int from, int to) {
    int depth = shared(names.get(from), names.get(to - 1));
    int start = from;
    if (names.get(from).length() == depth) {
      // The end of a name is a branch of its own.
      grow(node, from, from + 1, depth);
      start++;
    }
    while (start < to) {
      char letter = names.get(start).charAt(depth);
      int stop = start + 1;
      while (stop < to && names.get(stop).charAt(depth) == letter) {
        stop++;
      }
      grow(node, start, stop, depth + 1);
      start = stop;
    }
  }

  static int shared(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int length = 0;
    while (length < most && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  int sessionsHitByRoot() {
    return liveBefore[names.size()];
  }

  /// For each node whether one pattern there is no dearer than the best below it, where a character
  /// costs `price` and a live session costs 1.
  boolean[] merges(double price) {
    boolean[] merges = new boolean[nodes];
    double[] below = new double[nodes];
    for (int node = nodes - 1; node >= 0; node--) {
      double here = price * (pattern[node].length() + Statement.PATTERN_FRAME) + hits[node];
      merges[node] = isLeaf(node) || here <= below[node];
      if (parent[node] >= 0) {
        below[parent[node]] += merges[node] ? here : below[node];
      }
    }
    return merges;
  }

  private boolean isLeaf(int node) {
    return end[node] == node + 1;
  }

  /// The topmost nodes that merge.
  int[] tops(boolean[] merges) {
    int[] tops = new int[nodes];
    int count = 0;
    for (int node = 0; node < nodes; node = merges[node] ? end[node] : node + 1) {
      if (merges[node]) {
        tops[count++] = node;
      }
    }
    return Arrays.copyOf(tops, count);
  }

  /// The patterns of the topmost nodes that merge, sorted; before a node by one choice, from it on
  /// by another.
  List<String> patterns(boolean[] before, int node, boolean[] after) {
    List<String> patterns = new ArrayList<>();
    int each = 0;
    while (each < nodes) {
      boolean isMerged = (each < node ? before : after)[each];
      if (isMerged) {
        patterns.add(pattern[each]);
      }
      each = isMerged ? end[each] : each + 1;
    }
    return patterns;
  }

  List<String> patterns(boolean[] merges) {
    return patterns(merges, 0, merges);
  }
}
