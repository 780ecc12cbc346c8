package dev.curfew.sandbox.github;

import static java.util.Objects.requireNonNull;

/// A user or an organisation.
public record Account(String login, long id) {
  public Account {
    if (requireNonNull(login).isBlank() || login.contains("/") || id <= 0) {
      throw new IllegalArgumentException("not a GitHub account: " + login + " " + id);
    }
  }

  /// An account whose id follows from its name.
  public static Account named(String login) {
    return new Account(login, idOf(login));
  }

  /// The same name always has the same id, and another one has another.
  static long idOf(String name) {
    return 100_000_000L + Math.floorMod(name.hashCode(), 900_000_000);
  }
}
