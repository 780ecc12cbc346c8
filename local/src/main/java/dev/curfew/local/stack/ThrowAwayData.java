package dev.curfew.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/// A data directory that every run begins empty, whatever an earlier one left there.
public final class ThrowAwayData {
  /// The lock is the caller's; a database cluster takes longer to make than all else, and its
  /// left-over server must be stopped first: [EmbeddedBacking] empties it.
  private static final Set<String> KEPT = Set.of("curfew.lock", EmbeddedBacking.POSTGRESQL);

  private ThrowAwayData() {}

  /// The caller holds the directory's lock.
  public static void clear(Path directory) {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, e -> !KEPT.contains(e.getFileName().toString()))) {
      for (Path entry : entries) {
        delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + directory, e);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
