package dev.curfew.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Directories with all that is in them.
final class Trees {
  private Trees() {}

  static void delete(Path root) {
    for (Path entry : entries(root).reversed()) {
      try {
        Files.delete(entry);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + entry, e);
      }
    }
  }

  /// Parents before children.
  static List<Path> entries(Path root) {
    try (Stream<Path> entries = Files.walk(root)) {
      return entries.sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }
}
