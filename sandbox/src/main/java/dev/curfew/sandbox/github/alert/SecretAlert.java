package dev.curfew.sandbox.github.alert;

import dev.curfew.sandbox.github.Repository;
import java.time.Instant;

/// A secret that GitHub has found in a repository.
///
/// @param number counts the repository's alerts from 1
/// @param secretType GitHub's name of the secret's kind, such as `aws_access_key_id`
public record SecretAlert(
    long number,
    Repository repository,
    String secretType,
    String secret,
    Instant createdAt,
    boolean publiclyLeaked) {
  SecretAlert leaked() {
    return new SecretAlert(number, repository, secretType, secret, createdAt, true);
  }

  @Override
  public String toString() {
    return "alert " + number + " of " + repository.fullName();
  }
}
