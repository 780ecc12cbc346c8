package dev.curfew.issuer.policy.yaml;

import dev.curfew.issuer.policy.InvalidPolicyException;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A value of the document, and where it is.
///
/// @param source the whole document, for places within the value
record Value(String source, Node node) {
  /// Anchors would let a small file be a large policy, and a reader miss what a role is given.
  Value {
    if (node.getAnchor() != null) {
      throw invalid(node.getStartMark(), "anchors and aliases are not taken");
    }
  }

  Fields fields() {
    if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
      return new Fields(this, mapping);
    }
    throw invalid("not a mapping");
  }

  List<Value> elements() {
    if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
      return sequence.getValue().stream().map(element -> new Value(source, element)).toList();
    }
    throw invalid("not a list");
  }

  /// Text, whatever else YAML could take it for.
  String scalar() {
    if (node instanceof ScalarNode scalar
        && node.getTag().getValue().startsWith(Tag.PREFIX)
        && !node.getTag().equals(Tag.BINARY)) {
      return scalar.getValue();
    }
    throw invalid("not a text");
  }

  String text() {
    if (node.getTag().equals(Tag.STR)) {
      return scalar();
    }
    throw invalid("not a text");
  }

  String matching(Pattern form, String otherwise) {
    String text = text();
    if (!form.matcher(text).matches()) {
      throw invalid(otherwise);
    }
    return text;
  }

  int integer(int least, int most) {
    // Digits alone: YAML's own integers can be octal, of base 60 and with underscores.
    if (node.getTag().equals(Tag.INT) && scalar().matches("[1-9][0-9]{0,8}")) {
      int value = Integer.parseInt(scalar());
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw invalid("not an integer from " + least + " to " + most);
  }

  boolean bool() {
    // Not YAML's yes, no, on and off.
    if (node.getTag().equals(Tag.BOOL) && scalar().matches("true|false")) {
      return Boolean.parseBoolean(scalar());
    }
    throw invalid("not true or false");
  }

  /// An error about this value.
  InvalidPolicyException invalid(String why) {
    return invalid(node.getStartMark(), why);
  }

  /// An error within this value's text.
  ///
  /// @param line of the text, from 1
  /// @param column of the line in code points, from 1
  InvalidPolicyException invalidAt(int line, int column, String why) {
    Position place = ScalarSource.of(source, (ScalarNode) node).position(line, column);
    return new InvalidPolicyException(place.line(), place.column(), why);
  }

  static InvalidPolicyException invalid(Mark mark, String why) {
    return new InvalidPolicyException(mark.getLine() + 1, mark.getColumn() + 1, why);
  }
}
