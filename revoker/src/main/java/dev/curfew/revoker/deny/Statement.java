package dev.curfew.revoker.deny;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Denies everything to sessions that were issued before a moment and, where there are patterns,
/// match one of them.
///
/// @param patterns of names, sorted: a name, or a prefix and `*`. No name matches two of them.
///   Without any the statement holds for all sessions
/// @param issuedBefore whole seconds
record Statement(List<String> patterns, Instant issuedBefore) {
  private static final String START =
      "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{";
  private static final String PATTERNS_START = "\"StringLike\":{\"aws:userid\":[";
  private static final String PATTERNS_END = "]},";
  private static final String BOUND_START = "\"DateLessThan\":{\"aws:TokenIssueTime\":\"";
  private static final String END = "\"}}}";

  /// The role's own id says nothing on a policy that sits on the role, so `*` stands for it.
  private static final String PATTERN_START = "\"*:";

  private static final String PATTERN_END = "\"";

  /// What a pattern takes beside its letters, with the comma before the next.
  static final int PATTERN_FRAME = PATTERN_START.length() + PATTERN_END.length() + 1;

  Statement {
    patterns = List.copyOf(patterns);
  }

  static Statement ofAllSessions(Instant issuedBefore) {
    return new Statement(List.of(), issuedBefore);
  }

  String json() {
    return START + patternsJson() + BOUND_START + issuedBefore + END;
  }

  private String patternsJson() {
    return patterns.isEmpty()
        ? ""
        : patterns.stream()
            .map(pattern -> PATTERN_START + pattern + PATTERN_END)
            .collect(joining(",", PATTERNS_START, PATTERNS_END));
  }

  /// What it takes before its first pattern.
  int frame() {
    int patternsFrame = patterns.isEmpty() ? 0 : PATTERNS_START.length() + PATTERNS_END.length();
    return START.length()
        + patternsFrame
        + BOUND_START.length()
        + issuedBefore.toString().length()
        + END.length();
  }

  /// The same for some of its patterns.
  Statement slice(int from, int to) {
    return new Statement(patterns.subList(from, to), issuedBefore);
  }

  /// Whether it denies the session, or may: where the doubt in issue times decides, it does.
  boolean mayDeny(Session session) {
    return session.perhapsIssuedBefore(issuedBefore)
        && (patterns.isEmpty() || matches(session.name()));
  }

  /// Whether it may deny sessions of ours that were not known, or foreign ones, by more than their
  /// name.
  boolean mayDenyUnknown(Instant horizon) {
    return patterns.stream()
        .filter(pattern -> pattern.endsWith("*"))
        .anyMatch(prefix -> issuedBefore.isAfter(horizon) || !prefix.startsWith(Session.MARK));
  }

  /// `*` sorts before every letter of a name, and patterns do not overlap: what matches stands next
  /// to the name.
  private boolean matches(String name) {
    int index = Collections.binarySearch(patterns, name);
    return index >= 0 || matches(name, -index - 1) || matches(name, -index - 2);
  }

  private boolean matches(String name, int index) {
    if (index < 0 || index == patterns.size()) {
      return false;
    }
    String pattern = patterns.get(index);
    int prefix = pattern.length() - 1;
    return pattern.charAt(prefix) == '*' && name.regionMatches(0, pattern, 0, prefix);
  }
}
