package dev.curfew.listener.delivery;

import org.jspecify.annotations.Nullable;

/// Texts that the contract takes.
final class Texts {
  /// In characters.
  private static final int LONGEST = 1024;

  private Texts() {}

  /// Whether it is short, and text: U+0000 and half of a surrogate pair, which JSON can escape, are
  /// none.
  static boolean isUsable(@Nullable String text) {
    return text != null && text.length() <= LONGEST && text.codePoints().noneMatch(Texts::isNoText);
  }

  private static boolean isNoText(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
