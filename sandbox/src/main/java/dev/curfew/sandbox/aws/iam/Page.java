package dev.curfew.sandbox.aws.iam;

import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A page of a list, which begins after the item whose key is its `Marker`.
///
/// @param more whether there is a page after it
record Page<T>(List<T> items, Function<T, String> key, boolean more) {
  static final Set<String> PARAMETERS = Set.of("Marker", "MaxItems");

  private static final int MOST_ITEMS = 1_000;
  private static final int DEFAULT_ITEMS = 100;

  /// The page that the form asks for.
  ///
  /// @param all in ascending order of their keys
  /// @throws Refusal `ValidationError`
  static <T> Page<T> of(QueryForm form, List<T> all, Function<T, String> key) {
    int size = form.integer("MaxItems", 1, MOST_ITEMS).orElse(DEFAULT_ITEMS);
    String marker = form.optional("Marker").orElse("");
    List<T> rest = all.stream().filter(item -> key.apply(item).compareTo(marker) > 0).toList();
    return new Page<>(rest.stream().limit(size).toList(), key, rest.size() > size);
  }

  /// @param list the element that holds the items
  /// @param write puts an item into its place in the list
  void write(Xml xml, String list, BiConsumer<Xml, T> write) {
    xml.element(list, each -> items.forEach(item -> write.accept(each, item)));
    xml.text("IsTruncated", Boolean.toString(more));
    if (more) {
      xml.text("Marker", key.apply(items.getLast()));
    }
  }
}
