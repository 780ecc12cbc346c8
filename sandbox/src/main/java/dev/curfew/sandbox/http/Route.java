package dev.curfew.sandbox.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What answers to a method and a path.
public record Route(String method, Pattern path, Handler handler) {
  @FunctionalInterface
  public interface Handler {
    Answer handle(Request request) throws IOException;
  }

  /// A route to all paths of one form.
  ///
  /// @param template a path in which `{}` stands for one variable segment
  public static Route of(String method, String template, Handler handler) {
    String pattern = Pattern.quote(template).replace("{}", "\\E([^/]+)\\Q");
    return new Route(method, Pattern.compile(pattern), handler);
  }

  Optional<List<String>> match(String requestPath) {
    Matcher matcher = path.matcher(requestPath);
    return matcher.matches()
        ? Optional.of(
            IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList())
        : Optional.empty();
  }
}
