package dev.curfew.revoker.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The policies of docs/aws.md, as an operator would copy them.
public final class OperatorsPage {
  private static final String TEXT = read();

  private OperatorsPage() {}

  /// One of them.
  ///
  /// @param name the word after `json` at the block's fence
  public static String policy(String name) {
    Matcher block =
        Pattern.compile("^```json " + name + "$(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(TEXT);
    if (!block.find()) {
      throw new IllegalArgumentException("docs/aws.md has no policy " + name);
    }
    return block.group(1).strip();
  }

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/aws.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
