package dev.curfew.issuer.token.nimbus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.nimbusds.jose.util.Base64URL;
import dev.curfew.issuer.token.InvalidTokenException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Nimbus reads generously and two readers could read differently: blanks and foreign
/// characters in a token, names said twice, JSON that is none, depth, numbers without end.
final class StrictForm {
  /// GitHub's claims are flat; a repository's property may be a list.
  private static final int DEEPEST = 4;

  private static final int LONGEST_NUMBER = 40;
  private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");

  /// In seconds. Nimbus counts in milliseconds of 64 bits, in which more would wrap around.
  private static final BigInteger LATEST = BigInteger.valueOf(1_000_000_000_000L);

  private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private StrictForm() {}

  /// Before Nimbus has seen it, which falls over a header that is null.
  static void check(String compact) {
    if (!COMPACT.matcher(compact).matches()) {
      throw new InvalidTokenException("not three parts in base64url");
    }
    List<String> parts = List.of(compact.split("\\.", -1));
    checkJson(decoded(parts.get(0)));
    checkJson(decoded(parts.get(1)));
    decoded(parts.get(2));
  }

  /// Its SHA-256 is a token's name in the audit trail: so it must have one spelling.
  private static byte[] decoded(String part) {
    byte[] bytes = new Base64URL(part).decode();
    if (!Base64URL.encode(bytes).toString().equals(part)) {
      throw new InvalidTokenException("a part has another spelling than its bytes");
    }
    return bytes;
  }

  private static void checkJson(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidTokenException("header or claims are no JSON object");
      }
      while (parser.nextToken() != null && !parser.getParsingContext().inRoot()) {
        checkTime(parser);
      }
      if (parser.nextToken() != null) {
        throw new InvalidTokenException("something follows header or claims");
      }
    } catch (JsonProcessingException e) {
      // Without the cause, which quotes what it found.
      throw new InvalidTokenException("header or claims are not JSON to the letter");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }

  private static void checkTime(JsonParser parser) throws IOException {
    // Members of a list have no name.
    @Nullable String name = parser.currentName();
    if (name != null
        && TIMES.contains(name)
        && parser.currentToken().isNumeric()
        && (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
            || parser.getBigIntegerValue().abs().compareTo(LATEST) > 0)) {
      throw new InvalidTokenException("a time is none");
    }
  }
}
