package dev.curfew.revoker.deny;

import java.util.ArrayList;
import java.util.List;

/// The least set of prefixes that hits all dead names and no live one.
///
/// Think of the names as a trie. A prefix is a subtree; those to take are the largest in which
/// nobody lives and somebody is dead. They cannot overlap, each dead name is in exactly one, and no
/// exact set has fewer, since no exact prefix reaches out of one. No trie is needed to find them:
/// the live name that shares the most letters with a dead one stands next to it in sorted order,
/// and the subtree begins at the first letter that is not shared.
final class PrefixCover {
  private PrefixCover() {}

  /// Patterns, sorted: a prefix and `*`, or a whole name.
  ///
  /// @param dead sorted, each once, none empty
  /// @param live sorted, none of them dead
  static List<String> of(List<String> dead, List<String> live) {
    List<String> patterns = new ArrayList<>();
    String covered = null;
    int next = 0;
    for (int i = 0; i < dead.size(); i++) {
      String name = dead.get(i);
      if (covered != null && name.startsWith(covered)) {
        continue;
      }
      while (next < live.size() && live.get(next).compareTo(name) < 0) {
        next++;
      }
      int length = 1 + Math.max(shared(name, live, next - 1), shared(name, live, next));
      if (length < name.length() || (length == name.length() && isPrefixOfNext(dead, i))) {
        covered = name.substring(0, length);
        patterns.add(covered + "*");
      } else {
        // A live name may begin with this one, so nothing may follow it.
        patterns.add(name);
      }
    }
    return patterns;
  }

  private static boolean isPrefixOfNext(List<String> names, int index) {
    return index + 1 < names.size() && names.get(index + 1).startsWith(names.get(index));
  }

  /// Letters that both names begin with; none with a name that is not there.
  private static int shared(String name, List<String> others, int index) {
    return index < 0 || index >= others.size() ? 0 : NameTrie.shared(name, others.get(index));
  }
}
