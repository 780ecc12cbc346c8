package dev.curfew.sandbox.github;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.regex.Pattern;

/// A repository. Its owner is told apart from its name, because scrubbed real payloads disagree.
///
/// @param fullName `owner/name`
/// @param visibility `public`, `private` or `internal`
public record Repository(String fullName, long id, Account owner, String visibility) {
  private static final Pattern FULL_NAME = Pattern.compile("[\\w.-]+/[\\w.-]+");
  private static final Set<String> VISIBILITIES = Set.of("public", "private", "internal");

  public Repository {
    requireNonNull(owner);
    if (!FULL_NAME.matcher(fullName).matches()) {
      throw new IllegalArgumentException("not owner/name: " + fullName);
    }
    if (id <= 0) {
      throw new IllegalArgumentException("not a repository id: " + id);
    }
    if (!VISIBILITIES.contains(visibility)) {
      throw new IllegalArgumentException("not a visibility: " + visibility);
    }
  }

  /// A private repository whose ids follow from its names, so that the same name always has the
  /// same ids and another one has others.
  public static Repository named(String fullName) {
    String owner = fullName.replaceFirst("/.*", "");
    return new Repository(fullName, Account.idOf(fullName), Account.named(owner), "private");
  }

  public String name() {
    return fullName.substring(fullName.indexOf('/') + 1);
  }
}
