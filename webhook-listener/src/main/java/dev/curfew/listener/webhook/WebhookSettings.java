package dev.curfew.listener.webhook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may deliver, and how much at once.
@ConfigMapping(prefix = "curfew.listener.webhook")
public interface WebhookSettings {
  /// Whether there is a webhook at all. Without it GitHub is only asked.
  @WithDefault("true")
  boolean enabled();

  /// Secrets that sign deliveries; any of them is accepted, so that a secret can be rotated. GitHub
  /// knows one per hook.
  Optional<List<String>> secrets();

  /// Sources that have secrets of their own, by what the hook is installed on, as
  /// `organization:38302899`: repository, organization, business (an enterprise) or integration (an
  /// App). Where a source stands here, only its own secrets count for it, and they count for nobody
  /// else: what it tells must be about that id.
  Map<String, Source> sources();

  /// What the bodies of all requests under way may take together. Never more than a third of the
  /// heap.
  @WithDefault("64M")
  MemorySize bodies();

  /// How many deliveries may wait for Kafka; one at least.
  @WithDefault("1000")
  int waiting();

  /// What a body may take to come. GitHub gives up after 10 s.
  @WithDefault("10s")
  Duration bodyTimeout();

  /// One source.
  interface Source {
    /// Any of them is accepted.
    List<String> secrets();
  }
}
