package dev.curfew.revoker.deny;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PrefixCoverTest {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.oneOf(
            Histories.tiny(),
            Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(3).map(s -> "@" + s))
        .list()
        .uniqueElements()
        .ofMaxSize(14);
  }

  @Property(tries = 5000)
  void noSetOfPrefixesIsSmaller(@ForAll("names") List<String> names, @ForAll Random random) {
    List<String> dead = new ArrayList<>();
    List<String> live = new ArrayList<>();
    names.forEach(name -> (random.nextBoolean() && dead.size() < 9 ? dead : live).add(name));
    dead.sort(null);
    live.sort(null);

    List<String> patterns = PrefixCover.of(dead, live);

    assertThat(dead).allMatch(name -> patterns.stream().anyMatch(p -> matches(p, name)));
    assertThat(live).noneMatch(name -> patterns.stream().anyMatch(p -> matches(p, name)));
    assertThat(patterns).hasSize(fewest(dead, live)).isSorted().doesNotHaveDuplicates();
  }

  @Property
  void noPatternIsLongerThanANameThatItCovers(
      @ForAll("names") List<String> names, @ForAll Random random) {
    List<String> dead = names.stream().filter(_ -> random.nextBoolean()).sorted().toList();
    List<String> live = names.stream().filter(name -> !dead.contains(name)).sorted().toList();

    List<String> patterns = PrefixCover.of(dead, live);

    assertThat(patterns.stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(dead.stream().mapToInt(String::length).sum());
  }

  /// Tries every set of prefixes and names that hits no live one.
  private static int fewest(List<String> dead, List<String> live) {
    List<Integer> coverable =
        dead.stream()
            .flatMap(name ->
                Stream.concat(
                    Stream.of(name),
                    IntStream.rangeClosed(1, name.length())
                        .mapToObj(length -> name.substring(0, length) + "*")))
            .filter(pattern -> live.stream().noneMatch(name -> matches(pattern, name)))
            .map(pattern -> mask(pattern, dead))
            .distinct()
            .toList();
    int[] fewest = new int[1 << dead.size()];
    Arrays.fill(fewest, Integer.MAX_VALUE - 1);
    fewest[0] = 0;
    for (int covered = 0; covered < fewest.length; covered++) {
      for (int more : coverable) {
        int both = covered | more;
        fewest[both] = Math.min(fewest[both], fewest[covered] + 1);
      }
    }
    return fewest[fewest.length - 1];
  }

  private static int mask(String pattern, List<String> names) {
    return IntStream.range(0, names.size())
        .filter(i -> matches(pattern, names.get(i)))
        .map(i -> 1 << i)
        .sum();
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  @Example
  void theLivingBoundItHoweverManyAreDead() {
    RandomGenerator random = new SplittableRandom(20261123);
    List<String> live = names(10, random);
    long mostByTheLiving =
        live.stream()
                .flatMap(name ->
                    IntStream.range(1, name.length()).mapToObj(end -> name.substring(0, end)))
                .distinct()
                .count()
            * (DIGITS.length() - 1);

    int ofThousand = PrefixCover.of(names(1_000, random), live).size();
    int ofManyMore = PrefixCover.of(names(300_000, random), live).size();

    assertThat(ofThousand).isLessThan(350);
    assertThat(ofManyMore).isLessThanOrEqualTo((int) mostByTheLiving).isLessThan(1_500);
  }

  private static List<String> names(int count, RandomGenerator random) {
    TreeSet<String> names = new TreeSet<>();
    while (names.size() < count) {
      StringBuilder name = new StringBuilder("@");
      random.ints(12, 0, DIGITS.length()).forEach(digit -> name.append(DIGITS.charAt(digit)));
      names.add(name.toString());
    }
    return List.copyOf(names);
  }
}
