package dev.curfew.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The issuer's policy: the one role, for jobs of some repositories.
final class TrialPolicy {
  private TrialPolicy() {}

  static Path writtenTo(Path directory, String role, List<String> repositories) {
    String policy =
        """
        # Who may have which role. The issuer takes an edit over within four seconds; it is written anew
        # at each start.
        roles:
          - role: %s
            maximum_duration_seconds: 3600
            rules:
              - name: trial
                when: claims.repository in [%s]
        ...
        """
            .formatted(
                role,
                repositories.stream()
                    .map(name -> "'" + name + "'")
                    .collect(Collectors.joining(", ")));
    try {
      Files.createDirectories(directory);
      return Files.writeString(directory.resolve("policy.yaml"), policy);
    } catch (IOException e) {
      throw new UncheckedIOException("the policy cannot be written", e);
    }
  }
}
