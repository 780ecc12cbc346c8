package dev.curfew.issuer;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// Runs work on a Vert.x context of its own, wherever it is asked for. Hibernate Reactive keeps its
/// session in the context, and knows none on the threads that verify tokens, call AWS or poll
/// Kafka.
@ApplicationScoped
public class SafeContext {
  private final VertxInternal vertx;

  SafeContext(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /// Anew with each subscription.
  public <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> {
          Context context = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
          VertxContextSafetyToggle.setContextSafe(context, true);
          return Uni.createFrom()
              .voidItem()
              .emitOn(task -> context.runOnContext(_ -> task.run()))
              .chain(work::get);
        });
  }
}
