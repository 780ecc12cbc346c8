package dev.curfew.sandbox.aws.policy;

/// A pattern as policies write it: `*` is any run of characters, `?` exactly one.
final class Wildcard {
  /// Deny policies hold hundreds of patterns of the simple forms, and each call meets them all.
  private enum Form {
    LITERAL,
    PREFIX,
    SUFFIX,
    INFIX,
    OTHER
  }

  private final Form form;

  /// Without the stars at its ends, unless the form is another.
  private final String text;

  Wildcard(String pattern) {
    int begin = pattern.startsWith("*") ? 1 : 0;
    int end = pattern.length() - (pattern.length() > 1 && pattern.endsWith("*") ? 1 : 0);
    String literal = pattern.substring(begin, end);
    if (literal.indexOf('*') >= 0 || literal.indexOf('?') >= 0) {
      form = Form.OTHER;
      text = pattern;
    } else {
      form = form(begin > 0, end < pattern.length());
      text = literal;
    }
  }

  private static Form form(boolean anyBefore, boolean anyAfter) {
    if (anyBefore) {
      return anyAfter ? Form.INFIX : Form.SUFFIX;
    }
    return anyAfter ? Form.PREFIX : Form.LITERAL;
  }

  boolean matches(String value) {
    return switch (form) {
      case LITERAL -> value.equals(text);
      case PREFIX -> value.startsWith(text);
      case SUFFIX -> value.endsWith(text);
      case INFIX -> value.contains(text);
      case OTHER -> matchesByStep(value);
    };
  }

  /// Remembers only the last `*`: a later one can always take over what an earlier one could, so
  /// the worst case is pattern length times text length, and never exponential.
  private boolean matchesByStep(String value) {
    int p = 0;
    int v = 0;
    int star = -1;
    int resume = 0;
    while (v < value.length()) {
      if (p < text.length() && text.charAt(p) == '*') {
        star = p++;
        resume = v;
      } else if (p < text.length() && isOne(text.charAt(p), value.charAt(v))) {
        p++;
        v++;
      } else if (star >= 0) {
        p = star + 1;
        v = ++resume;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }

  private static boolean isOne(char pattern, char value) {
    return pattern == '?' || pattern == value;
  }
}
