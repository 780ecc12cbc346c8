package dev.curfew.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*            | anything          | true",
        "*            | ''                | true",
        "?            | ''                | false",
        "a?c          | abc               | true",
        "a?c          | ac                | false",
        "*:@7k*       | AROAX:@7kq2abcd   | true",
        "*:@7k*       | AROAX:@7j02abcd   | false",
        "*:@7k*       | AROAX:gha-@7k     | false",
        "a*b*c        | a__b__b__c        | true",
        "a*b*c        | a__c__b           | false",
        "a.c          | abc               | false",
        "*literal[x]* | a literal[x] text | true",
        "x*           | X1                | false",
      })
  void matchesRunsAndSingleCharacters(String pattern, String text, boolean expected) {
    assertThat(new Wildcard(pattern).matches(text)).isEqualTo(expected);
  }

  @Test
  void agreesWithRegularExpressionsOnRandomPatterns() {
    RandomGenerator random = new Random(20_261_123);
    for (int i = 0; i < 50_000; i++) {
      String pattern = random(random, "ab*?", 8);
      String text = random(random, "ab*", 10);
      String regex = pattern.replaceAll("[ab]", "[$0]").replace("*", ".*").replace("?", ".");

      assertThat(new Wildcard(pattern).matches(text))
          .as("%s on %s", pattern, text)
          .isEqualTo(Pattern.matches(regex, text));
    }
  }

  @Test
  void aHostilePatternIsNotExponential() {
    Wildcard hostile = new Wildcard("*a".repeat(1_000) + "b");

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(hostile.matches("a".repeat(10_000))).isFalse());
  }

  private static String random(RandomGenerator random, String alphabet, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
