package dev.curfew.issuer.policy.yaml;

import dev.curfew.issuer.policy.InvalidPolicyException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/// One YAML document, as its nodes: nothing is constructed, so no tag can make anything.
final class Document {
  private static final int LARGEST = 1024 * 1024;
  private static final int DEEPEST = 20;

  private Document() {}

  static Value root(byte[] file) {
    String text = text(file);
    Node node;
    try {
      node = new Yaml(new SafeConstructor(bounds())).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      throw mark == null
          ? new InvalidPolicyException(1, 1, "not YAML: " + e.getProblem())
          : new InvalidPolicyException(
              mark.getLine() + 1, mark.getColumn() + 1, "not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw new InvalidPolicyException(
          line(text, e.getPosition()), 1, "not YAML: a character that it does not have");
    } catch (YAMLException e) {
      throw new InvalidPolicyException(1, 1, "not YAML: " + e.getMessage());
    }
    if (node == null) {
      throw new InvalidPolicyException(1, 1, "the file is empty");
    }
    if (!isWhole(text)) {
      throw unended(text);
    }
    return new Value(text, node);
  }

  private static String text(byte[] file) {
    if (file.length > LARGEST) {
      throw new InvalidPolicyException(1, 1, "larger than " + LARGEST + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidPolicyException(1, 1, "not UTF-8");
    }
  }

  /// Whether the last line is a document end marker (YAML 1.2.2, 9.1.2). A file that is still being
  /// written has none; it can be a policy all the same, and allow more than the whole will.
  private static boolean isWhole(String text) {
    return text.endsWith("\n...\n") || text.endsWith("\n...\r\n");
  }

  private static InvalidPolicyException unended(String text) {
    Position end = Position.of(text.codePoints().toArray(), text.codePointCount(0, text.length()));
    return new InvalidPolicyException(
        end.line(),
        end.column(),
        "the last line is not ... with a line break: the file may be cut off");
  }

  private static int line(String text, int position) {
    return 1
        + (int)
            text.codePoints().limit(Math.max(0, position)).filter(point -> point == '\n').count();
  }

  private static LoaderOptions bounds() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    return options;
  }
}
