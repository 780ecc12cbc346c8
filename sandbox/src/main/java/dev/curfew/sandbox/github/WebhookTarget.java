package dev.curfew.sandbox.github;

import java.net.URI;

/// Where the organisation's webhook goes, and the secret that signs its deliveries.
record WebhookTarget(URI url, String secret) {
  @Override
  public String toString() {
    return "webhook " + url;
  }
}
