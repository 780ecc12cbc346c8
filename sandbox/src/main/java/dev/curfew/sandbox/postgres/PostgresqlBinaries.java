package dev.curfew.sandbox.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// PostgreSQL's programs, unpacked once per user and version. They are unpacked under another name
/// and renamed when complete, so a directory with the final name is whole, whoever was killed when.
final class PostgresqlBinaries {
  private PostgresqlBinaries() {}

  /// The directory that holds `bin`, `lib` and `share`.
  static Path unpack() {
    try {
      byte[] archive = archive();
      Path cache = BinaryCache.directory();
      Path home = cache.resolve("postgresql-" + digest(archive));
      if (Files.notExists(home)) {
        unpack(archive, cache, home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL", e);
    }
  }

  private static void unpack(byte[] archive, Path cache, Path home) throws IOException {
    Path unfinished = Files.createTempDirectory(cache, BinaryCache.UNFINISHED);
    TarXz.unpack(new ByteArrayInputStream(archive), unfinished);
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      DirectoryTree.delete(unfinished);
      if (Files.notExists(home)) { // else somebody was faster
        throw e;
      }
    }
  }

  private static byte[] archive() throws IOException {
    String os = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    try (InputStream stream =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            os, architecture.equals("amd64") ? "x86_64" : architecture)) {
      return stream.readAllBytes();
    }
  }

  private static String digest(byte[] archive) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
