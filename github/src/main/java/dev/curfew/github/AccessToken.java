package dev.curfew.github;

import static java.util.Objects.requireNonNull;

/// What says who asks.
///
/// @param holder whose it is, the same for each token that takes another's place: GitHub counts
///   requests by holder, and not by token
public record AccessToken(String holder, String value) {
  public AccessToken {
    requireNonNull(holder, "holder");
    requireNonNull(value, "value");
  }

  /// Without the token.
  @Override
  public String toString() {
    return "AccessToken[holder=" + holder + "]";
  }
}
