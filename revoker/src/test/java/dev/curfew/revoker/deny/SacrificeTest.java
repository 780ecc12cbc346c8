package dev.curfew.revoker.deny;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SacrificeTest {
  /// Quotes, `*:` and a comma.
  private static final int FRAME = 5;

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .withChars("abc")
        .ofMinLength(1)
        .ofMaxLength(4)
        .map(letters -> "@" + letters)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property
  void itHitsAsFewAsCanBeButForOneMerge(
      @ForAll("names") List<String> names,
      @ForAll Random random,
      @ForAll @IntRange(min = 7, max = 150) int space) {
    List<String> dead =
        names.stream().distinct().filter(_ -> random.nextBoolean()).sorted().toList();
    List<String> live = names.stream().filter(_ -> random.nextBoolean()).sorted().toList();

    Optional<List<String>> chosen = sacrifice(dead, live, space);

    if (dead.isEmpty()) {
      assertThat(chosen).isEmpty();
      return;
    }
    List<String> patterns = chosen.orElseThrow();
    assertThat(characters(patterns)).isLessThanOrEqualTo(space);
    assertThat(dead).allMatch(name -> patterns.stream().anyMatch(p -> matches(p, name)));
    int mostByOne = patterns.stream().mapToInt(p -> hits(List.of(p), live)).max().orElseThrow();
    assertThat(hits(patterns, live) - fewestHits(dead, live, space))
        .isBetween(0, Math.max(0, mostByOne - 1));
  }

  private static Optional<List<String>> sacrifice(List<String> dead, List<String> live, int space) {
    Coverage coverage = new Coverage("@", Histories.HORIZON, dead, live, List.of());
    return Sacrifice.of(
            coverage,
            patterns ->
                characters(patterns) <= space
                    ? Optional.of(new Pages(coverage.with(patterns), List.of(), List.of()))
                    : Optional.empty())
        .map(pages -> pages.statements().getFirst().patterns());
  }

  private static int characters(List<String> patterns) {
    return patterns.stream().mapToInt(pattern -> pattern.length() + FRAME).sum();
  }

  private static int hits(List<String> patterns, List<String> live) {
    return (int)
        live.stream().filter(name -> patterns.stream().anyMatch(p -> matches(p, name))).count();
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  /// Of all ways to cover the dead.
  private static int fewestHits(List<String> dead, List<String> live, int space) {
    return ways("@", dead, live).stream()
        .filter(way -> way.characters <= space)
        .mapToInt(way -> way.hits)
        .min()
        .orElseThrow();
  }

  private static Set<Way> ways(String prefix, List<String> dead, List<String> live) {
    Set<Way> ways = new TreeSet<>();
    if (dead.stream().noneMatch(name -> name.startsWith(prefix))) {
      ways.add(new Way(0, 0));
      return ways;
    }
    String all = prefix + "*";
    ways.add(new Way(all.length() + FRAME, hits(List.of(all), live)));
    Set<Way> apart = new TreeSet<>();
    apart.add(
        dead.contains(prefix)
            ? new Way(prefix.length() + FRAME, hits(List.of(prefix), live))
            : new Way(0, 0));
    if (prefix.length() < 5) {
      for (String letter : List.of("a", "b", "c")) {
        apart = sums(apart, ways(prefix + letter, dead, live));
      }
    }
    ways.addAll(apart);
    return best(ways);
  }

  private static Set<Way> sums(Set<Way> some, Set<Way> others) {
    return best(
        some.stream()
            .flatMap(one ->
                others.stream()
                    .map(
                        other -> new Way(one.characters + other.characters, one.hits + other.hits)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /// Those that no other beats in both.
  private static Set<Way> best(Set<Way> ways) {
    List<Way> best = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    for (Way way : ways) {
      if (way.hits < fewest) {
        best.add(way);
        fewest = way.hits;
      }
    }
    return new TreeSet<>(best);
  }

  private record Way(int characters, int hits) implements Comparable<Way> {
    @Override
    public int compareTo(Way other) {
      return characters != other.characters
          ? Integer.compare(characters, other.characters)
          : Integer.compare(hits, other.hits);
    }
  }
}
