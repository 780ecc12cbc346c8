package dev.curfew.sandbox.github.wire;

import dev.curfew.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A page of a list, by `per_page` and `page`, and the `Link` to its neighbours.
///
/// @param link empty where all is on one page
public record Page<T>(List<T> items, Map<String, String> link) {
  private static final int DEFAULT_SIZE = 30;
  private static final int LARGEST_SIZE = 100;

  public Page {
    items = List.copyOf(items);
    link = Map.copyOf(link);
  }

  /// The page that a request asks for. One behind the last is empty.
  public static <T> Page<T> of(List<T> all, Request request, Link links) {
    int size = size(request);
    int last = Math.max(1, Math.ceilDiv(all.size(), size));
    int number = Math.max(1, number(request, "page", 1));
    int from = (int) Math.min(all.size(), (number - 1L) * size);
    List<T> items = all.subList(from, Math.min(all.size(), from + size));
    List<String> relations = new ArrayList<>();
    if (number > 1) {
      relations.add(page(links, request, Math.min(number - 1, last), "prev"));
    }
    if (number < last) {
      relations.add(page(links, request, number + 1, "next"));
      relations.add(page(links, request, last, "last"));
    }
    if (number > 1) {
      relations.add(page(links, request, 1, "first"));
    }
    return new Page<>(
        items, relations.isEmpty() ? Map.of() : Map.of("Link", String.join(", ", relations)));
  }

  /// How many items a request asks for at once: 30 if it does not say, at most 100.
  public static int size(Request request) {
    return Math.clamp(number(request, "per_page", DEFAULT_SIZE), 1, LARGEST_SIZE);
  }

  private static String page(Link links, Request request, int number, String relation) {
    return links.of(request, "page", String.valueOf(number), relation);
  }

  private static int number(Request request, String name, int otherwise) {
    return request
        .query(name)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }
}
