package dev.curfew.issuer.grant;

import jakarta.enterprise.context.ApplicationScoped;

/// Says whether a repository may have a role.
@ApplicationScoped
public class Grants {
  private final GrantSettings settings;

  Grants(GrantSettings settings) {
    this.settings = settings;
  }

  /// False unless configured.
  public boolean allow(String repository, String roleArn) {
    return settings.grants().stream()
        .anyMatch(g -> g.role().equals(roleArn) && g.repositories().contains(repository));
  }
}
