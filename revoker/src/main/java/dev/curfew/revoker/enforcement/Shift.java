package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.PolicyDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How patterns move between documents, the inline one being the innermost. Told by those that stay
/// as they are: a pattern that takes the place of others is not followed.
final class Shift {
  private static final Pattern PATTERN = Pattern.compile("\"\\*:[^\"]+\"");

  private Shift() {}

  /// Whether more of them move inward than outward.
  static boolean isInward(StandingPolicies stands, DenyPlan planned) {
    Map<String, Integer> before = new HashMap<>();
    patterns(stands.inline()).forEach(pattern -> before.put(pattern, 0));
    stands
        .managed()
        .forEach((number, document) ->
            patterns(document).forEach(pattern -> before.put(pattern, number)));
    int balance = balance(before, json(planned.inline()), 0);
    for (int i = 0; i < planned.managed().size(); i++) {
      balance += balance(before, planned.managed().get(i).json(), i + 1);
    }
    return balance > 0;
  }

  private static int balance(Map<String, Integer> before, @Nullable String document, int page) {
    return patterns(document)
        .mapToInt(pattern -> Integer.signum(before.getOrDefault(pattern, page) - page))
        .sum();
  }

  private static Stream<String> patterns(@Nullable String document) {
    return document == null
        ? Stream.empty()
        : PATTERN.matcher(document).results().map(MatchResult::group);
  }

  private static @Nullable String json(@Nullable PolicyDocument document) {
    return document == null ? null : document.json();
  }
}
