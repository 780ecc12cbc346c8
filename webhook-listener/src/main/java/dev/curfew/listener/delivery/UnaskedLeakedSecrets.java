package dev.curfew.listener.delivery;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Where nobody can ask GitHub.
@ApplicationScoped
@DefaultBean
class UnaskedLeakedSecrets implements LeakedSecrets {
  @Override
  public boolean isConfigured() {
    return false;
  }

  @Override
  public Uni<Optional<String>> accessKeyOf(String repository, long alertNumber) {
    return Uni.createFrom().item(Optional.empty());
  }
}
