package dev.curfew.sandbox.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A directory for programs that only this user can write, since they are executed: in the home
/// directory, or in the temporary one for users without a home.
final class BinaryCache {
  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// How the names of directories begin that are being unpacked.
  static final String UNFINISHED = "unpacking-";

  private static final Duration ABANDONED = Duration.ofHours(1);

  private BinaryCache() {}

  static Path directory() throws IOException {
    Path directory = create();
    deleteAbandoned(directory);
    return directory;
  }

  private static Path create() throws IOException {
    Path home = Path.of(System.getProperty("user.home"), ".cache", "curfew");
    try {
      return Files.createDirectories(home, OURS_ALONE);
    } catch (IOException homeless) {
      String user = System.getProperty("user.name");
      Path fallback = Path.of(System.getProperty("java.io.tmpdir"), "curfew-" + user);
      Files.createDirectories(fallback, OURS_ALONE);
      // Everybody can write to /tmp: the name may have been taken before us.
      if (!Files.getOwner(fallback).getName().equals(user)) {
        throw new IOException(fallback + " belongs to somebody else", homeless);
      }
      return fallback;
    }
  }

  private static void deleteAbandoned(Path cache) throws IOException {
    Instant old = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, UNFINISHED + "*")) {
      for (Path unfinished : left) {
        if (Files.getLastModifiedTime(unfinished).toInstant().isBefore(old)) {
          DirectoryTree.delete(unfinished);
        }
      }
    }
  }
}
