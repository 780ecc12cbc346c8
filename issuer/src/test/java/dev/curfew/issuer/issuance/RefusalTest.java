package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What authors read says what the code does.
class RefusalTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]{3}) \\|");

  @Test
  void theTableOfRefusalsHasThemAllAndNoOthers() throws IOException {
    List<String> rows =
        ROW.matcher(Files.readString(Path.of("../docs/issuing.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Refusal.values())
                .map(refusal -> refusal.slug() + " " + refusal.status())
                .toList());
  }
}
