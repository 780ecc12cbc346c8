package dev.curfew.revoker.deny;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the patterns that deny all dead names within the space there is, and few live ones.
///
/// Which merges are worth it is a knapsack problem over a trie. Lagrange's relaxation makes it
/// easy: put a price on a character, and the best choice follows node by node from the leaves up.
/// The higher the price, the fewer the characters; a binary search finds the least price at which
/// they fit. Between it and the next lower one some merges can be taken back; as many as fit are.
final class Sacrifice {
  /// What is left between two prices then is far below what one session costs a character.
  private static final int STEPS = 40;

  private final NameTrie trie;
  private final Function<List<String>, Optional<Pages>> packing;

  private Sacrifice(NameTrie trie, Function<List<String>, Optional<Pages>> packing) {
    this.trie = trie;
    this.packing = packing;
  }

  /// The cheapest pages that fit; nothing if not even the root's pattern does.
  ///
  /// @param packing puts the coverage's statements onto pages, if patterns are few enough
  static Optional<Pages> of(Coverage coverage, Function<List<String>, Optional<Pages>> packing) {
    if (coverage.dead().isEmpty()) {
      return Optional.empty();
    }
    NameTrie trie = new NameTrie(coverage.root(), coverage.dead(), coverage.live());
    return new Sacrifice(trie, packing).cheapest();
  }

  private Optional<Pages> cheapest() {
    boolean[] fine = trie.merges(0);
    // At this price the root alone is cheaper than all that lives.
    double high = trie.sessionsHitByRoot() + 1.0;
    boolean[] coarse = trie.merges(high);
    if (fits(fine)) {
      return packing.apply(trie.patterns(fine));
    }
    if (!fits(coarse)) {
      return Optional.empty();
    }
    double low = 0;
    for (int step = 0; step < STEPS; step++) {
      double price = (low + high) / 2;
      boolean[] merges = trie.merges(price);
      if (fits(merges)) {
        high = price;
        coarse = merges;
      } else {
        low = price;
        fine = merges;
      }
    }
    return takenBack(fine, coarse);
  }

  private boolean fits(boolean[] merges) {
    return packing.apply(trie.patterns(merges)).isPresent();
  }

  /// Merges of the coarse choice give way to the fine one from the first on, as far as it fits.
  private Optional<Pages> takenBack(boolean[] fine, boolean[] coarse) {
    int[] tops = trie.tops(coarse);
    int fitting = 0;
    int tooMany = tops.length;
    while (tooMany - fitting > 1) {
      int middle = (fitting + tooMany) / 2;
      boolean fits = packing.apply(trie.patterns(fine, tops[middle], coarse)).isPresent();
      fitting = fits ? middle : fitting;
      tooMany = fits ? tooMany : middle;
    }
    return packing.apply(trie.patterns(fine, tops[fitting], coarse));
  }
}
