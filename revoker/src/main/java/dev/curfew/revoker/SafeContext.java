package dev.curfew.revoker;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Runs work that nobody's request started on a Vert.x context of its own. Hibernate Reactive keeps
/// its session in the context: work on a shared one would share the session. Each has the next
/// event loop: on that of whoever asks, all of enforcement would queue behind the topic that wakes
/// it.
@ApplicationScoped
public class SafeContext {
  private final VertxInternal vertx;

  SafeContext(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  public <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> {
          Context context = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
          VertxContextSafetyToggle.setContextSafe(context, true);
          return Uni.createFrom().voidItem().emitOn(on(context)).chain(work::get);
        });
  }

  /// Brings a chain back to the context that it is on now, after a step that completes on another
  /// library's thread, as the AWS SDK's do.
  public static Executor current() {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("not on a Vert.x context");
    }
    return on(context);
  }

  private static Executor on(Context context) {
    return task -> context.runOnContext(_ -> task.run());
  }
}
