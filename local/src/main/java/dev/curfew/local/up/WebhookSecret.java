package dev.curfew.local.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The secret that deliveries are signed with: made up once for a data directory, readable by this
/// user alone.
record WebhookSecret(Path file, String value) {
  private static final int BYTES = 20;

  static WebhookSecret in(Path directory) {
    Path file = directory.resolve("webhook-secret");
    try {
      if (Files.notExists(file)) {
        write(file);
      }
      return new WebhookSecret(file, Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("no webhook secret in " + file, e);
    }
  }

  /// A file that is there is a whole one: a kill in the middle leaves none.
  private static void write(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path unfinished =
        Files.createTempFile(
            file.getParent(),
            "webhook-secret",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, HexFormat.of().formatHex(random) + "\n");
    Files.move(unfinished, file);
  }

  @Override
  public String toString() {
    return "WebhookSecret[" + file + "]";
  }
}
