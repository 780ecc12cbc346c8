package dev.curfew.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import dev.curfew.schemas.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The golden files hold records and schemas to each other.
class GoldenFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void anEventIsReadAndWrittenWithoutLoss(EventType type) throws IOException {
    byte[] written = EventJson.write(Golden.event(type));

    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(Golden.bytes(type)));
    assertThat(EventType.of(Golden.event(type))).isEqualTo(type);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenKeepsItsSchema(EventType type) {
    assertThat(violations(type, EventJson.write(Golden.event(type)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void schemaAndRecordAskForTheSameProperties(EventType type) throws IOException {
    JsonNode golden = JSON.readTree(Golden.bytes(type));

    List<String> disagreements = new ArrayList<>();
    for (String property : leaves(golden, "")) {
      ObjectNode without = golden.deepCopy();
      remove(without, property);
      byte[] json = JSON.writeValueAsBytes(without);
      if (violations(type, json).isEmpty() != recordAccepts(type, json)) {
        disagreements.add(property);
      }
    }

    assertThat(disagreements).isEmpty();
  }

  /// PostgreSQL cannot hold U+0000 in a text. What a dead letter repeats never gets there.
  @ParameterizedTest
  @EnumSource
  void schemaAndRecordRefuseWhatIsNoText(EventType type) throws IOException {
    JsonNode golden = JSON.readTree(Golden.bytes(type));

    List<String> accepted = new ArrayList<>();
    for (String property : leaves(golden, "")) {
      if (golden.at(property).isTextual()) {
        ObjectNode broken = golden.deepCopy();
        String text = golden.at(property).asText();
        parent(broken, property).put(name(property), text.charAt(0) + "\0" + text.substring(1));
        byte[] json = JSON.writeValueAsBytes(broken);
        if (violations(type, json).isEmpty() || recordAccepts(type, json)) {
          accepted.add(property);
        }
      }
    }

    assertThat(accepted)
        .isEqualTo(
            type == EventType.DEAD_LETTER ? List.of("/origin/key", "/payloadBase64") : List.of());
  }

  /// JSON can escape what UTF-8 cannot write: such an event could be read, and not be passed on.
  @Test
  void halfASurrogatePairIsNoText() {
    String json =
        new String(Golden.bytes(EventType.CREDENTIAL_ISSUED), UTF_8)
            .replace("octocat", "octo\\ud83dcat");

    assertThat(recordAccepts(EventType.CREDENTIAL_ISSUED, json.getBytes(UTF_8))).isFalse();
    assertThat(
            recordAccepts(
                EventType.CREDENTIAL_ISSUED,
                json.replace("\\ud83d", "\\ud83d\\udc31").getBytes(UTF_8)))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaNamesEveryPropertyOfTheRecord(EventType type) throws IOException {
    JsonNode schema = JSON.readTree(Golden.schema(type));

    List<String> components = new ArrayList<>();
    for (var component : type.eventClass().getRecordComponents()) {
      components.add(component.getName());
    }

    assertThat(schema.get("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(components);
    assertThat(JSON.readTree(Golden.bytes(type)).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(components);
  }

  @Test
  void aWrongTypeBreaksTheSchema() {
    byte[] json = "{\"orderId\":7}".getBytes(UTF_8);

    assertThat(violations(EventType.ORDER_LIFTED, json)).isNotEmpty();
  }

  private static List<Error> violations(EventType type, byte[] json) {
    return Schemas.violations(Golden.schema(type), json);
  }

  private static boolean recordAccepts(EventType type, byte[] json) {
    try {
      EventJson.read(json, type.eventClass());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> leaves(JsonNode node, String path) {
    List<String> found = new ArrayList<>();
    for (var property : node.properties()) {
      String here = path + "/" + property.getKey();
      found.add(here);
      if (property.getValue().isObject()) {
        found.addAll(leaves(property.getValue(), here));
      }
    }
    return found;
  }

  private static void remove(ObjectNode root, String path) {
    parent(root, path).remove(name(path));
  }

  private static ObjectNode parent(ObjectNode root, String path) {
    return (ObjectNode) root.at(path.substring(0, path.lastIndexOf('/')));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
