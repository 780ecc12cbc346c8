package dev.curfew.sandbox.github;

import static java.util.Objects.requireNonNull;

/// A user or an organisation.
public record Account(String login, long id) {
  public Account {
    if (requireNonNull(login).isBlank() || login.contains("/") || id <= 0) {
      throw new IllegalArgumentException("not a GitHub account: " + login + " " + id);
    }
  }
}
