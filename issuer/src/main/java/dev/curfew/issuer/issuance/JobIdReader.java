package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.regex.Pattern;

/// A job's number: as a number, or as its digits, since a workflow's shell has it as a string.
final class JobIdReader extends StdDeserializer<Long> {
  private static final long serialVersionUID = 1;

  /// GitHub's have eleven digits; these fit into a `long`.
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

  JobIdReader() {
    super(Long.class);
  }

  @Override
  public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    boolean isNumber = parser.hasToken(JsonToken.VALUE_NUMBER_INT);
    if (isNumber || parser.hasToken(JsonToken.VALUE_STRING)) {
      String digits = parser.getText();
      if (FORM.matcher(digits).matches()) {
        return Long.valueOf(digits);
      }
    }
    return (Long) context.handleUnexpectedToken(Long.class, parser);
  }
}
