package dev.curfew.listener.delivery;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Secrets that GitHub's secret scanning found. Its alerts say that there is one, and not which.
public interface LeakedSecrets {

  /// Whether GitHub can be asked at all.
  boolean isConfigured();

  /// The access key in question; empty where it is none of ours. Fails where GitHub does not
  /// answer, with [NotAllowedException] where we lack the right to ask.
  ///
  /// @param repository `owner/name`
  Uni<Optional<String>> accessKeyOf(String repository, long alertNumber);
}
