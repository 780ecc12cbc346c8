package dev.curfew.local.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.curfew.local.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Claims, of a token or as JSON. Errors repeat nothing of what was read: it may be a token.
final class ClaimsFile {
  /// Three parts of base64url (RFC 7515).
  private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.([\\w-]+)\\.[\\w-]*");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ClaimsFile() {}

  /// @param file - for standard input
  static Map<String, Object> read(String file) throws IOException {
    String text = new String(bytes(file), UTF_8).strip();
    Matcher token = TOKEN.matcher(text);
    return token.matches() ? claims(decoded(token.group(1))) : claims(text);
  }

  private static Map<String, Object> claims(String json) {
    try {
      Map<String, Object> claims =
          JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
      if (claims != null) {
        return claims;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes the input.
    }
    throw new InvalidInputException("--token holds neither a token nor a JSON object of claims");
  }

  private static String decoded(String part) {
    try {
      return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("--token holds a token that is not base64url");
    }
  }

  private static byte[] bytes(String file) throws IOException {
    if (file.equals("-")) {
      return System.in.readAllBytes();
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new InvalidInputException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
