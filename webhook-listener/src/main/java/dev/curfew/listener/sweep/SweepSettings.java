package dev.curfew.listener.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is swept.
@ConfigMapping(prefix = "curfew.listener.sweep")
interface SweepSettings {
  /// The hooks whose deliveries are looked through: `app`, `orgs/ORG/hooks/ID`,
  /// `repos/OWNER/REPO/hooks/ID`. None: no sweep.
  Optional<List<String>> hooks();

  /// How often.
  @WithDefault("1m")
  Duration interval();

  /// How far back GitHub remembers: 3 days, 7 on GitHub Enterprise Server. The first sweep after a
  /// start goes that far back from the newest delivery.
  @WithDefault("3d")
  Duration window();

  /// How long one sweep of a hook may take. What it has brought in by then stays so, and the next
  /// one begins anew.
  @WithDefault("1h")
  Duration deadline();

  /// For how long a delivery is tried that cannot be brought in. After that it becomes a dead
  /// letter.
  @WithDefault("30m")
  Duration patience();
}
