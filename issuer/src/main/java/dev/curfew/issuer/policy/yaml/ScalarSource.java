package dev.curfew.issuer.policy.yaml;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Where each character of a scalar's text stands in the file. YAML folds lines, takes indentation
/// away and knows escapes, so that a place in the text is not a place in the file.
///
/// Characters that are no blanks stand in both in the same order; that is what is followed.
final class ScalarSource {
  private final int[] source;
  private final int[] value;
  private final boolean isSingleQuoted;
  private final boolean isDoubleQuoted;
  private int at;

  private ScalarSource(String source, ScalarNode node) {
    this.source = source.codePoints().toArray();
    this.value = node.getValue().codePoints().toArray();
    ScalarStyle style = node.getScalarStyle();
    this.isSingleQuoted = style == ScalarStyle.SINGLE_QUOTED;
    this.isDoubleQuoted = style == ScalarStyle.DOUBLE_QUOTED;
    this.at = node.getStartMark().getIndex();
    if (isSingleQuoted || isDoubleQuoted) {
      at++;
    } else if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      // Its header, and a comment there.
      while (at < this.source.length && this.source[at] != '\n') {
        at++;
      }
    }
  }

  static ScalarSource of(String source, ScalarNode node) {
    return new ScalarSource(source, node);
  }

  /// Of a place in the text; of the text's end where it is beyond.
  Position position(int line, int column) {
    List<Integer> places = places();
    int index = index(line, column);
    int place =
        index < places.size() ? places.get(index) : places.isEmpty() ? at : places.getLast() + 1;
    return Position.of(source, Math.min(place, source.length));
  }

  /// In the source, of each character of the text.
  private List<Integer> places() {
    List<Integer> places = new ArrayList<>();
    for (int character : value) {
      if (!Character.isWhitespace(character)) {
        skipBlanks();
      }
      places.add(at);
      if (Character.isWhitespace(character)) {
        at += isBlank(at) ? 1 : escapeLength();
      } else {
        at += escapeLength();
      }
    }
    return places;
  }

  private void skipBlanks() {
    while (isBlank(at) || (isDoubleQuoted && is(at, '\\') && is(at + 1, '\n'))) {
      at++;
    }
  }

  private boolean isBlank(int index) {
    return index < source.length && Character.isWhitespace(source[index]);
  }

  private boolean is(int index, int character) {
    return index < source.length && source[index] == character;
  }

  /// How much of the source is one character of the text.
  private int escapeLength() {
    if (isSingleQuoted && is(at, '\'')) {
      return 2;
    }
    if (!isDoubleQuoted || !is(at, '\\')) {
      return 1;
    }
    return switch (at + 1 < source.length ? source[at + 1] : 0) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private int index(int line, int column) {
    int index = 0;
    for (int seen = 1; seen < line && index < value.length; index++) {
      if (value[index] == '\n') {
        seen++;
      }
    }
    return index + column - 1;
  }
}
