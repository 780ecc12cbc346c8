package dev.curfew.issuer.policy.yaml;

import dev.curfew.issuer.policy.InvalidPolicyException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/// The fields of a mapping. What nobody has asked for at the [#end] is unknown.
final class Fields {
  private final Value mapping;
  private final Map<String, Field> unread = new LinkedHashMap<>();

  Fields(Value mapping, MappingNode node) {
    this.mapping = mapping;
    for (NodeTuple tuple : node.getValue()) {
      Value key = new Value(mapping.source(), tuple.getKeyNode());
      Value value = new Value(mapping.source(), tuple.getValueNode());
      if (unread.put(key.scalar(), new Field(tuple.getKeyNode().getStartMark(), value)) != null) {
        throw key.invalid("there twice: " + shown(key.scalar()));
      }
    }
  }

  Value required(String name) {
    return optional(name).orElseThrow(() -> mapping.invalid(name + " is missing"));
  }

  Optional<Value> optional(String name) {
    return Optional.ofNullable(unread.remove(name)).map(Field::value);
  }

  void end() {
    unread
        .entrySet()
        .forEach(field -> {
          throw unknown(field.getKey(), field.getValue().mark());
        });
  }

  private static InvalidPolicyException unknown(String name, Mark mark) {
    return Value.invalid(mark, "unknown field: " + shown(name));
  }

  private static String shown(String name) {
    return name.codePoints()
        .limit(60)
        .map(point -> Character.isISOControl(point) ? '?' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private record Field(Mark mark, Value value) {}
}
