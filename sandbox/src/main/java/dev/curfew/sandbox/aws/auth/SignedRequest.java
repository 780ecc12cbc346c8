package dev.curfew.sandbox.aws.auth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A `POST /` as it was received. The query string is empty.
///
/// @param headers by lower-case name
/// @param payloadHash of the body, SHA-256 in hexadecimal
public record SignedRequest(Map<String, List<String>> headers, String payloadHash) {

  public static SignedRequest of(Map<String, List<String>> headers, byte[] body) {
    return new SignedRequest(
        headers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> List.copyOf(header.getValue()))),
        SignatureV4.sha256(body));
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
