package dev.curfew.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Faults as JSON: numbers, booleans, and durations as `PT4S`, `4s`, `1.5s` or `250ms`.
final class FaultsJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s)");

  private record Field(
      String name, Function<Faults, JsonNode> read, BiConsumer<Faults, JsonNode> write) {}

  private static final List<Field> FIELDS =
      List.of(
          duration("iamLag", Faults::iamLag, Faults::iamLag),
          duration("latency", Faults::latency, Faults::latency),
          duration("iamLatency", Faults::iamLatency, Faults::iamLatency),
          number("iamWritesPerSecond", Faults::iamWritesPerSecond, Faults::iamWritesPerSecond),
          number("iamConflicts", Faults::iamConflicts, Faults::iamConflicts),
          number("iamFailures", Faults::iamFailures, Faults::iamFailures),
          number("stsFailures", Faults::stsFailures, Faults::stsFailures),
          flag("iamDown", Faults::iamDown, Faults::iamDown),
          flag("stsDown", Faults::stsDown, Faults::stsDown));

  private FaultsJson() {}

  static byte[] write(Faults faults) {
    ObjectNode json = JSON.createObjectNode();
    FIELDS.forEach(field -> json.set(field.name(), field.read().apply(faults)));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Faults that are not named are none.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  static Faults read(byte[] bytes) {
    Faults faults = new Faults();
    for (Map.Entry<String, JsonNode> entry : object(bytes).properties()) {
      FIELDS.stream()
          .filter(field -> field.name().equals(entry.getKey()))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown field " + entry.getKey()))
          .write()
          .accept(faults, entry.getValue());
    }
    return faults;
  }

  private static JsonNode object(byte[] bytes) {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("no JSON object");
    }
    return json;
  }

  private static Field duration(
      String name, Function<Faults, Duration> read, BiConsumer<Faults, Duration> write) {
    return new Field(
        name,
        faults -> TextNode.valueOf(read.apply(faults).toString()),
        (faults, json) -> write.accept(faults, parseDuration(name, json.asText())));
  }

  private static Field number(
      String name, Function<Faults, Integer> read, BiConsumer<Faults, Integer> write) {
    return new Field(
        name,
        faults -> IntNode.valueOf(read.apply(faults)),
        (faults, json) -> {
          require(json.isInt(), name, "a whole number");
          write.accept(faults, json.intValue());
        });
  }

  private static Field flag(
      String name, Function<Faults, Boolean> read, BiConsumer<Faults, Boolean> write) {
    return new Field(
        name,
        faults -> BooleanNode.valueOf(read.apply(faults)),
        (faults, json) -> {
          require(json.isBoolean(), name, "true or false");
          write.accept(faults, json.booleanValue());
        });
  }

  private static Duration parseDuration(String name, String text) {
    Matcher small = SHORT_DURATION.matcher(text);
    if (small.matches()) {
      BigDecimal millis =
          new BigDecimal(small.group(1)).movePointRight(small.group(2).equals("s") ? 3 : 0);
      return Duration.ofMillis(millis.longValue());
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + " must be a duration such as 4s, 250ms or PT4S", e);
    }
  }

  private static void require(boolean good, String name, String wanted) {
    if (!good) {
      throw new IllegalArgumentException("%s must be %s".formatted(name, wanted));
    }
  }
}
