package dev.curfew.listener.webhook;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/// Who may deliver.
@ConfigMapping(prefix = "curfew.listener.webhook")
interface WebhookSettings {
  /// Secrets that sign deliveries; any of them is accepted, so that a secret can be rotated. GitHub
  /// knows one per hook.
  @NotEmpty
  List<@NotBlank String> secrets();
}
