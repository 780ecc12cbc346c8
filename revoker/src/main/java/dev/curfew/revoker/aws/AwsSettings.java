package dev.curfew.revoker.aws;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/// How AWS accounts are reached. The one that is the revoker's own need not be listed: it is
/// reached as whoever the SDK finds the revoker to be (environment, profile, instance, pod, …).
@ConfigMapping(prefix = "curfew.revoker.aws")
public interface AwsSettings {
  /// By account id.
  Map<String, Account> accounts();

  /// One account.
  interface Account {
    /// The role of that very account which the revoker assumes to work there.
    String roleArn();

    /// What the role's trust policy asks for as `sts:ExternalId`.
    Optional<String> externalId();

    /// The SDK's named profile that has the identity to assume the role with. Needed for accounts
    /// of another partition, where the revoker's own identity does not exist.
    Optional<String> profile();
  }
}
