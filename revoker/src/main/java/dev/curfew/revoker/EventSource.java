package dev.curfew.revoker;

import java.net.URI;

/// The CloudEvents source of what this service says.
public final class EventSource {
  public static final URI REVOKER = URI.create("/curfew/revoker");

  private EventSource() {}
}
