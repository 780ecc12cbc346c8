package dev.curfew.sandbox.github.access;

import dev.curfew.sandbox.github.access.Permission.Level;
import java.time.Instant;
import java.util.Map;

/// Who asks.
public sealed interface Caller {
  /// What rate limits are counted by.
  String name();

  /// The App itself.
  record OfApp(App app) implements Caller {
    @Override
    public String name() {
      return "App ID " + app.id();
    }
  }

  /// The App in one organisation.
  record OfInstallation(
      Installation installation, Map<String, Level> permissions, Instant expiresAt)
      implements Caller {
    @Override
    public String name() {
      return "installation ID " + installation.id();
    }
  }

  /// A user with a personal access token, who may everything.
  record OfUser(long userId) implements Caller {
    @Override
    public String name() {
      return "user ID " + userId;
    }
  }
}
