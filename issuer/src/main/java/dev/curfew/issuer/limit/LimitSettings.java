package dev.curfew.issuer.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/// What one may do in a minute, on one instance. 0: as often as it likes.
@ConfigMapping(prefix = "curfew.issuer.rate-limit")
public interface LimitSettings {
  /// Requests from one address, whatever they are. Many runners may share one.
  @WithDefault("3000")
  @Min(0)
  int address();

  /// Requests for credentials with tokens of one repository.
  @WithDefault("600")
  @Min(0)
  int repository();

  /// Refusals of one repository that are told on Kafka and stand in the audit trail.
  @WithDefault("60")
  @Min(0)
  int refusalEvents();
}
