package dev.curfew.revoker.enforcement;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.deny.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShiftTest {
  @Test
  void thoseBeforeHaveExpiredOrTheirPlaceHasGrown() {
    assertThat(isInward(pages("a", "b c"), pages("a b", "c"))).isTrue();
    assertThat(isInward(pages("a b", "c d", "e f"), pages("b c", "d e", "f g"))).isTrue();
  }

  @Test
  void othersCameBeforeThemOrTheirPlaceHasShrunk() {
    assertThat(isInward(pages("a b", "c"), pages("a", "b c"))).isFalse();
    assertThat(isInward(pages("b c", "d e"), pages("a b", "c d e"))).isFalse();
  }

  @Test
  void nothingMoves() {
    assertThat(isInward(pages("a", "b"), pages("a", "b c"))).isFalse();
    assertThat(isInward(pages("a", "b"), pages("x", "y"))).isFalse();
  }

  @Test
  void theGreaterNumberDecides() {
    assertThat(isInward(pages("a", "b c d"), pages("b c", "a d"))).isTrue();
    assertThat(isInward(pages("a b", "c d"), pages("c", "a b d"))).isFalse();
  }

  @Test
  void thereNeedBeNoInlineDocument() {
    assertThat(
            Shift.isInward(
                new StandingPolicies(null, Map.of(1, document("a"), 2, document("b c")), 0, 0),
                new DenyPlan(
                    Verdict.OVERFLOW,
                    null,
                    List.of(new PolicyDocument(document("a b")), new PolicyDocument(document("c"))),
                    List.of())))
        .isTrue();
  }

  private static boolean isInward(List<String> stands, List<String> planned) {
    return Shift.isInward(
        new StandingPolicies(stands.getFirst(), managed(stands), 0, 0),
        new DenyPlan(
            Verdict.OVERFLOW,
            new PolicyDocument(planned.getFirst()),
            planned.stream().skip(1).map(PolicyDocument::new).toList(),
            List.of()));
  }

  private static Map<Integer, String> managed(List<String> pages) {
    return pages.size() == 2 ? Map.of(1, pages.get(1)) : Map.of(1, pages.get(1), 2, pages.get(2));
  }

  private static List<String> pages(String... names) {
    return Stream.of(names).map(ShiftTest::document).toList();
  }

  private static String document(String names) {
    return Stream.of(names.split(" ", -1))
        .map("\"*:@%s\""::formatted)
        .collect(
            joining(
                ",",
                """
                {"Statement":[{"Effect":"Deny","Resource":"*","Condition":{"StringLike":{"aws:userid":[\
                """,
                "]}}}]}"));
  }
}
