package dev.curfew.issuer.token.nimbus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.curfew.issuer.token.InvalidTokenException;
import java.io.IOException;
import java.util.regex.Pattern;

/// What Nimbus reads generously and two readers could read differently: blanks and foreign
/// characters in a token, names said twice, JSON that is none, depth, numbers without end.
final class StrictForm {
  /// GitHub's claims are flat; a repository's property may be a list.
  private static final int DEEPEST = 4;

  private static final int LONGEST_NUMBER = 40;
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

  /// Before anything is decoded.
  static void check(String compact) {
    if (!COMPACT.matcher(compact).matches()) {
      throw new InvalidTokenException("not three parts in base64url");
    }
  }

  /// Its SHA-256 is a token's name in the audit trail: so it must have one spelling.
  static void check(SignedJWT jwt) {
    for (Base64URL part : jwt.getParsedParts()) {
      if (!Base64URL.encode(part.decode()).equals(part)) {
        throw new InvalidTokenException("a part has another spelling than its bytes");
      }
    }
    checkJson(jwt.getParsedParts()[0].decode());
    checkJson(jwt.getParsedParts()[1].decode());
  }

  private static void checkJson(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidTokenException("header or claims are no JSON object");
      }
      parser.skipChildren();
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
}
