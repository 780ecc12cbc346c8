package dev.curfew.issuer.limit;

import io.smallrye.common.net.CidrAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/// What one may do, on one instance: in a minute, where nothing else is said. 0: as often as it
/// likes.
@ConfigMapping(prefix = "curfew.issuer.rate-limit")
public interface LimitSettings {
  /// Requests from one address, whatever they are. Many runners may share one.
  @WithDefault("3000")
  @Min(0)
  int address();

  /// Addresses, or networks in CIDR notation, of proxies in front of the issuer: they say in
  /// `X-Forwarded-For` for whom they ask, and nobody else is believed.
  Optional<List<@WithConverter(Network.class) CidrAddress>> trustedProxies();

  /// Requests for credentials with tokens of one repository.
  @WithDefault("600")
  @Min(0)
  int repository();

  /// Jobs of one repository that GitHub is asked for in an hour. GitHub lets itself be asked 5,000
  /// times, for all repositories and by all instances together.
  @WithDefault("1000")
  @Min(0)
  int jobLookups();

  /// Refusals of one repository that are told on Kafka and stand in the audit trail.
  @WithDefault("60")
  @Min(0)
  int refusalEvents();
}
