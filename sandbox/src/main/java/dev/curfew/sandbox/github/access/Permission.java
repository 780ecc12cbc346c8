package dev.curfew.sandbox.github.access;

import java.util.Map;

/// A permission of an App, such as `actions: read`, by the names of GitHub's API.
public record Permission(String name, Level level) {
  /// Each includes the ones before it.
  public enum Level {
    READ,
    WRITE
  }

  public static Permission read(String name) {
    return new Permission(name, Level.READ);
  }

  public static Permission write(String name) {
    return new Permission(name, Level.WRITE);
  }

  boolean isAmong(Map<String, Level> granted) {
    Level level = granted.get(name);
    return level != null && level.compareTo(this.level) >= 0;
  }
}
