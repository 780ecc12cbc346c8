package dev.curfew.schemas.event;

import java.util.regex.Pattern;

/// The forms of what an order may select by, where GitHub decides on them. The JSON Schema of a
/// scope has the same.
final class ScopeForms {
  static final Pattern ANY_TEXT = Pattern.compile("(?s).+");

  /// What a `long` holds: above 0, below 2^63.
  static final Pattern ID = Pattern.compile(longs());

  /// As `git check-ref-format` has it.
  private static final String REF_NAME =
      "(?!.*(\\.\\.|//|/\\.|@\\{|\\.lock(/|$)))refs/"
          + "[^\\u0000-\\u0020\\u007f~^:?*\\[\\\\]*[^\\u0000-\\u0020\\u007f~^:?*\\[\\\\/.]";

  static final Pattern REF = Pattern.compile(REF_NAME);

  /// As the `workflow_ref` claim has it, with or without the ref or the commit.
  static final Pattern WORKFLOW =
      Pattern.compile(
          "[A-Za-z0-9-]+(_[a-z0-9]+)?/(?!\\.{1,2}/)[A-Za-z0-9_.-]+"
              + "/\\.github/workflows/[^/]+\\.ya?ml(@("
              + REF_NAME
              + "|[0-9a-f]{40}|[0-9a-f]{64}))?");

  /// A person's, with a short code where an enterprise manages its users, or an App's.
  static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9-]+(_[a-z0-9]+)?(\\[bot\\])?");

  private ScopeForms() {}

  /// Numbers that are shorter than the greatest, or smaller at the first digit that differs.
  private static String longs() {
    String most = Long.toString(Long.MAX_VALUE);
    StringBuilder form = new StringBuilder("[1-9][0-9]{0,17}|").append(most);
    for (int digit = 0; digit < most.length(); digit++) {
      char least = digit == 0 ? '1' : '0';
      if (most.charAt(digit) > least) {
        form.append('|').append(most, 0, digit);
        form.append('[').append(least).append('-').append((char) (most.charAt(digit) - 1));
        form.append("][0-9]{").append(most.length() - digit - 1).append('}');
      }
    }
    return form.toString();
  }
}
