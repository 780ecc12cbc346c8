package dev.curfew.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.local.stack.Database;
import dev.curfew.local.stack.LocalStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What to do with a Curfew that is up: addresses, and commands that work as they stand.
final class Guide {
  /// A working day.
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  /// The script holds a token.
  private static final FileAttribute<Set<PosixFilePermission>> FOR_THIS_USER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Map<String, String> words = new HashMap<>();
  private final Path tryIt;

  Guide(LocalStack stack, Path data, WebhookSecret secret, List<String> repositories) {
    tryIt = data.resolve("try-it.sh");
    Database database = stack.backing().database();
    words.put("data", data.toString());
    words.put("issuer", stack.issuer().uri().toString());
    words.put("webhook", stack.webhook().toString());
    words.put("revoker", stack.revoker().uri().toString());
    words.put("github", stack.github().issuer().toString());
    words.put("aws", stack.aws().endpoint().toString());
    words.put("kafka", stack.backing().bootstrapServers());
    words.put("database", database.reactiveUrl());
    words.put("dbPort", Integer.toString(URI.create(database.reactiveUrl()).getPort()));
    words.put("dbUser", database.username());
    words.put("dbPassword", data.resolve("postgresql/password").toString());
    words.put("audience", stack.audience());
    words.put("role", stack.role());
    words.put("people", stack.people().issuer().toString());
    words.put("responder", token(stack, "erin", "responder"));
    words.put("viewer", token(stack, "victor", "viewer"));
    words.put("repositories", String.join(", ", repositories));
    words.put("repository", repositories.getFirst());
    words.put("webhookSecret", secret.file().toString());
    words.put("tryIt", tryIt.toString());
  }

  /// The provider's keys are new at each start: older tokens are no good any more.
  private static String token(LocalStack stack, String person, String role) {
    return stack.people().token(person, Set.of(role), stack.audience(), TOKEN_LIFE);
  }

  /// Writes the script that the text names, too.
  String text() {
    try {
      Files.deleteIfExists(tryIt);
      Files.createFile(tryIt, FOR_THIS_USER);
      Files.writeString(tryIt, filled("try-it.sh"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + tryIt, e);
    }
    return filled("guide.txt");
  }

  private String filled(String resource) {
    String text = read(resource);
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("{" + word.getKey() + "}", word.getValue());
    }
    return text;
  }

  private static String read(String resource) {
    try (InputStream in = Guide.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
