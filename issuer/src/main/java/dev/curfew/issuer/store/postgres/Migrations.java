package dev.curfew.issuer.store.postgres;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Stops a start that has nowhere to migrate: Flyway would do nothing, and say nothing.
@Startup
@ApplicationScoped
class Migrations {
  Migrations(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    requireNonNull(url, "quarkus.datasource.jdbc.url");
  }
}
