package dev.curfew.sandbox.github.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.sandbox.http.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Entries of the `Link` header: the request's own URL, but for one parameter.
public record Link(URI api) {
  /// `<url>; rel="relation"`
  public String of(Request request, String parameter, String value, String relation) {
    String query =
        Stream.concat(
                Optional.ofNullable(request.uri().getRawQuery()).stream()
                    .flatMap(raw -> Arrays.stream(raw.split("&")))
                    .filter(pair -> !pair.startsWith(parameter + "=")),
                Stream.of(parameter + "=" + URLEncoder.encode(value, UTF_8)))
            .collect(Collectors.joining("&"));
    return "<%s%s?%s>; rel=\"%s\"".formatted(api, request.uri().getRawPath(), query, relation);
  }
}
